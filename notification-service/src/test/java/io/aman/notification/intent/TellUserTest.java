package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.SessionEvent;
import io.aman.events.UserEvent;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The way from an event to an inbox entry and a delivery, on a real store. */
class TellUserTest {

    /** To somebody who was never told anything. */
    private static final int TELLING_WRITES = 8;

    private static final Money AMOUNT = new Money(12_500, "KWD");
    private static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("intent"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<Wiring> started = new ArrayList<>();

    /** A process that lives; all that one that died leaves behind is in the store. */
    private final Service service = start(mongo);

    @AfterEach
    void stop() {
        started.forEach(Wiring::close);
    }

    @Test
    void aCaptureIsToldInThePayersLanguage() {
        service.tell(registered("ar"));

        service.tell(captured("evt_1"));

        assertThat(all("inbox")).singleElement().satisfies(entry -> {
            assertThat(entry.getString("title")).isEqualTo("إيصال الدفع: 12.500\u00A0د.ك");
            assertThat(entry.getString("body")).contains("Order 7");
            assertThat(entry.getString("language")).isEqualTo("ar");
        });
        assertThat(all("deliveries")).singleElement().satisfies(delivery -> {
            assertThat(Wiring.body(delivery)).containsEntry("to", "nora@example.com");
            assertThat(delivery.getString("eventId")).isEqualTo("evt_1");
            assertThat(Wiring.body(delivery).get("html")).contains("dir=\"rtl\"");
        });
        assertNothingIsOpen();
    }

    @Test
    void aDeclineAndACancellationAreToldAndStepsOfThePayerAreNot() {
        service.tell(registered("en"));

        service.tell(event("evt_1", new PaymentEvent.Created("pay_1", "usr_1", AMOUNT, "stripe", null)));
        service.tell(event("evt_2", new PaymentEvent.ActionRequired("pay_1", "usr_1", AMOUNT, "stripe")));
        service.tell(event("evt_3", new PaymentEvent.Authorized("pay_1", "usr_1", AMOUNT, "stripe")));
        service.tell(event("evt_4", new PaymentEvent.Failed("pay_1", "usr_1", AMOUNT, "stripe", "insufficient_funds")));
        service.tell(event("evt_5", new PaymentEvent.Canceled("pay_2", "usr_1", AMOUNT, "stripe")));

        assertThat(all("inbox"))
                .extracting(entry -> entry.getString("type"))
                .containsExactlyInAnyOrder("payment-declined", "payment-canceled");
        assertThat(all("deliveries")).hasSize(2);
        assertThat(texts()).as("a provider's code is not for payers").doesNotContain("insufficient");
    }

    @Test
    void onlyACaptureInPartsTellsItsTotal() {
        service.tell(registered("en"));

        service.tell(captured("evt_1"));
        var total = new Money(20_000, "KWD");
        service.tell(event("evt_2", new PaymentEvent.Captured("pay_1", "usr_1", AMOUNT, total, "stripe", null)));

        assertThat(all("deliveries"))
                .filteredOn(delivery -> Wiring.body(delivery).get("text").contains("so far"))
                .extracting(delivery -> delivery.getString("eventId"))
                .containsExactly("evt_2");
    }

    @Test
    void aRepeatedRegistrationIsToldToTheOwnerAndSessionsAreNot() {
        service.tell(registered("en"));

        service.tell(event("evt_1", new UserEvent.RegistrationRepeated("usr_1")));
        service.tell(event("evt_2", new SessionEvent.Started("ses_1", "usr_1", "127.0.0.1", null, AT, null, null)));
        service.tell(event("evt_3", new SessionEvent.Ended("ses_1", "usr_1", "logout", null)));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactly("registration-repeated");
    }

    @Test
    void failedSignInsAreToldOnceAnHourForEachReason() {
        service.tell(registered("en"));

        for (int i = 0; i < 60; i++) {
            var at = Instant.parse("2026-11-25T10:30:00Z").plus(Duration.ofMinutes(i));
            service.tell(event("evt_w" + i, failed("usr_1", "bad-credentials", at)));
            service.tell(event("evt_l" + i, failed("usr_1", "locked", at)));
            service.tell(event("evt_u" + i, failed(null, "unknown-user", at)));
        }

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactlyInAnyOrder("sign-in-failed", "sign-in-failed", "sign-in-locked", "sign-in-locked");
        assertThat(texts()).contains("203.0.113.7").doesNotContain("a-key");
    }

    @Test
    void aCopiedSessionAndAnImpersonationAreToldToTheOwner() {
        service.tell(registered("ar"));

        service.tell(event("evt_1", new SessionEvent.Ended("ses_1", "usr_1", "refresh-reuse", null)));
        var admin = new Actor("user:usr_2", "203.0.113.8", "ticket 4711");
        service.tell(event("evt_2", new AccessEvent.UserImpersonated("usr_1", "ses_2", AT, admin)));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactlyInAnyOrder("session-copied", "account-impersonated");
        assertThat(texts()).contains("ticket 4711").doesNotContain("usr_2", "203.0.113.8");
    }

    private static LoginEvent.Failed failed(@Nullable String userId, String reason, Instant at) {
        return new LoginEvent.Failed("att_1", "a-key", userId, reason, "203.0.113.7", "Firefox", at);
    }

    @Test
    void anEventThatArrivesManyTimesIsToldOnce() {
        service.tell(registered("en"));

        for (int i = 0; i < 5; i++) {
            service.tell(captured("evt_1"));
            service.tell(registered("en"));
        }

        assertToldOnce();
    }

    @Test
    void aCaptureThatArrivesBeforeItsPayerIsKnownWaits() {

        service.tell(captured("evt_1"));
        assertThat(all("inbox")).isEmpty();
        assertThat(all("intents")).hasSize(1);

        service.tell(registered("ar"));
        assertToldOnce();
    }

    @Test
    void theSweepFindsAPayerWhoBecameKnownUnnoticed() {
        service.tell(captured("evt_1"));
        mongo.insert(
                new Document("_id", "usr_1")
                        .append("email", "nora@example.com")
                        .append("name", "Nora")
                        .append("language", "en"),
                "recipients");

        service.sweep();
        assertThat(all("inbox")).as("not due yet").isEmpty();

        clock.advance(Duration.ofMinutes(1));
        service.sweep();
        assertToldOnce();
    }

    @Test
    void anIntentWaitsLongerEachTimeAndNeverForGood() {
        service.tell(captured("evt_1"));

        for (int hour = 0; hour < 24 * 30; hour++) {
            clock.advance(Duration.ofHours(1));
            service.sweep();
        }
        var open = all("intents").getFirst();
        assertThat(open.getDate("sweepAt").toInstant())
                .isBetween(clock.instant(), clock.instant().plus(Duration.ofMinutes(10)));

        service.tell(registered("en"));
        assertToldOnce();
    }

    @Test
    void anIntentThatCannotBeAddressedHoldsUpNoOther() {
        service.tell(registered("en"));
        service.tell(captured("evt_1"));
        mongo.updateMulti(
                new Query(),
                new Update().set("texts.unheard", "of").set("sweepAt", Date.from(clock.instant())),
                "intents");
        clear("inbox");
        clear("deliveries");

        service.tell(captured("evt_2"));
        service.sweep();

        assertThat(all("inbox")).hasSize(1);
        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("eventId"))
                .containsExactly("evt_2");
        assertThat(all("intents"))
                .filteredOn(intent -> intent.containsKey("sweepAt"))
                .extracting(intent -> intent.getString("eventId"))
                .containsExactly("evt_1");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAtAnyWriteIsMadeGoodByTheEventThatComesAgain(Moment moment) {
        var crashes = 0;
        while (crashWhileTelling(crashes + 1, moment)) {
            crashes++;
            service.tell(captured("evt_1"));
            assertToldOnce();
        }
        assertThat(crashes)
                .as("no reminder twice, intent, inbox, its entry, its count, delivery, close")
                .isEqualTo(TELLING_WRITES);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAfterThePromiseIsMadeGoodByTheSweepAlone(Moment moment) {
        var first = moment == Moment.AFTER ? 3 : 4; // before the third write nothing is promised: Kafka keeps the event
        for (int write = first; write <= TELLING_WRITES; write++) {
            assertThat(crashWhileTelling(write, moment)).isTrue();
            clock.advance(Duration.ofMinutes(1));
            service.sweep();
            assertToldOnce();
        }
    }

    /** One who is told of the registration and one who is told of the payment must not both miss the other. */
    @Test
    void aPaymentAndItsPayersRegistrationAtTheSameTimeMeet() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 50; round++) {
                var barrier = new CyclicBarrier(2);
                var user = "usr_" + round;
                var event = event("evt_" + round, new PaymentEvent.Canceled("pay_1", user, AMOUNT, "stripe"));
                var registered = event("reg_" + round, new UserEvent.Registered(user, "n@example.com", "N", "en"));
                var paid = threads.submit(() -> {
                    barrier.await();
                    service.tell(event);
                    return null;
                });
                var known = threads.submit(() -> {
                    barrier.await();
                    service.tell(registered);
                    return null;
                });
                paid.get();
                known.get();
            }
        }

        assertThat(all("inbox")).hasSize(50);
        assertThat(all("deliveries")).hasSize(50);
        assertNothingIsOpen();
    }

    /** On an empty store where only the payer is known. Returns false when there was no such write. */
    private boolean crashWhileTelling(int write, Moment moment) {
        List.of("inboxes", "inbox", "deliveries", "intents").forEach(this::clear);
        service.tell(registered("en"));
        var doomed = start(CrashingMongo.at(mongo, write, moment));
        var crash = catchThrowable(() -> doomed.tell(captured("evt_1")));
        assertThat(crash)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        died -> assertThat(died).isInstanceOf(Crash.class));
        return crash != null;
    }

    @Test
    void whatIsOverBeforeItIsToldIsNotToldAndTheOrderCounts() {
        service.tell(registered("en"));
        var asked =
                new Happened(event("evt_1", new PaymentEvent.ActionRequired("pay_1", "usr_1", AMOUNT, "stripe")), null);
        var captured = new Happened(captured("evt_2"), null);
        var other =
                new Happened(event("evt_3", new PaymentEvent.ActionRequired("pay_2", "usr_1", AMOUNT, "stripe")), null);

        service.payments().tell(List.of(asked, captured, other));

        assertThat(all("intents"))
                .extracting(intent -> intent.getString("eventId"))
                .containsExactlyInAnyOrder("evt_2", "evt_3");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAmongManyThatAreToldTogetherTellsEachOnce(Moment moment) {
        var events = IntStream.range(0, 12)
                .mapToObj(i -> new Happened(
                        event("evt_" + i, new PaymentEvent.Canceled("pay_" + i, "usr_" + i % 5, AMOUNT, "stripe")),
                        null))
                .toList();
        for (var write = 1; write <= TELLING_WRITES; write++) {
            List.of("inboxes", "inbox", "deliveries", "intents").forEach(this::clear);
            for (var user = 0; user < 5; user++) {
                service.tell(event(
                        "reg_" + user, new UserEvent.Registered("usr_" + user, user + "@example.com", "N", "en")));
            }
            var doomed = start(CrashingMongo.at(mongo, write, moment));
            var crash = catchThrowable(() -> doomed.payments().tell(events));
            assertThat(crash).isInstanceOf(Crash.class);

            service.payments().tell(events.subList(0, 7));
            service.payments().tell(events.subList(7, 12));

            assertThat(all("inbox")).as("write %d", write).hasSize(12);
            assertThat(all("deliveries")).as("write %d", write).hasSize(12);
            assertThat(all("inboxes").stream()
                            .mapToLong(box -> box.getLong("unread"))
                            .sum())
                    .isEqualTo(12);
            assertNothingIsOpen();
        }
    }

    private void assertToldOnce() {
        assertThat(all("inbox")).hasSize(1);
        assertThat(all("deliveries")).hasSize(1);
        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() {
        assertThat(all("intents")).isNotEmpty().noneMatch(intent -> intent.containsKey("sweepAt"));
    }

    private String texts() {
        return all("deliveries").stream().map(Wiring::body).toList().toString();
    }

    private List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }

    private void clear(String collection) {
        mongo.getCollection(collection).deleteMany(new Document());
    }

    private static EventEnvelope<UserEvent.Registered> registered(String language) {
        return event("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", language));
    }

    private static EventEnvelope<PaymentEvent.Captured> captured(String id) {
        return event(id, new PaymentEvent.Captured("pay_1", "usr_1", AMOUNT, AMOUNT, "stripe", "Order 7"));
    }

    private static <E extends DomainEvent> EventEnvelope<E> event(String id, E data) {
        return new EventEnvelope<>(id, "/test", "key", AT, data);
    }

    private Service start(MongoOperations store) {
        var wiring = Wiring.start(store, clock);
        started.add(wiring);
        return new Service(
                wiring.get(PaymentEventListener.class),
                wiring.get(AccountEventListener.class),
                wiring.get(TellUser.class));
    }

    private record Service(PaymentEventListener payments, AccountEventListener accounts, TellUser tellUser) {

        void tell(EventEnvelope<?> event) {
            if (event.data() instanceof PaymentEvent) {
                payments.tell(List.of(new Happened(event, null)));
            } else {
                accounts.on(event);
            }
        }

        void sweep() {
            tellUser.sweep();
        }
    }
}
