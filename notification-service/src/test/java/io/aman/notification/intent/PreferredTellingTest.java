package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import io.aman.events.AccountEvent;
import io.aman.events.AccountEvent.CodeRequested;
import io.aman.events.AccountEvent.FactorAdded;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.ActionRequired;
import io.aman.events.PaymentEvent.Authorized;
import io.aman.events.PaymentEvent.Canceled;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.UserEvent;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.Wiring;
import io.aman.notification.intent.PaymentEventListener.Happened;
import io.aman.notification.preference.PreferenceBook;
import io.aman.notification.preference.PreferenceFixtures;
import io.aman.notification.preference.Preferences;
import io.aman.notification.preference.WhatWaits;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.template.TemplateFixtures;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What becomes of an event where its owner has said how and when they want to be told, on a real store. */
class PreferredTellingTest {

    private static final Money AMOUNT = new Money(12_500, "KWD");
    private static final Instant AT = Instant.parse("2026-11-25T09:59:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-25T20:30:00Z"); // 23:30 in Kuwait
    private static final Instant MORNING = Instant.parse("2026-11-26T04:00:00Z");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("preferred"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final List<Wiring> started = new ArrayList<>();
    private final Wiring service = start(mongo);

    @BeforeEach
    void somebodyIsKnown() {
        tell("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));
    }

    @AfterEach
    void stop() {
        started.forEach(Wiring::close);
    }

    @Test
    void atNightTheInboxIsToldAndTheMailComesInTheMorning() {
        prefer(PreferenceFixtures::quietAtNight);
        clock.set(NIGHT);

        tell("evt_1", captured("pay_1"));

        assertThat(all("inbox")).hasSize(1);
        assertThat(all("deliveries")).isEmpty();
        clock.set(MORNING.minusMillis(1));
        sweep();
        assertThat(all("deliveries")).isEmpty();
        clock.set(MORNING);
        sweep();
        assertThat(all("deliveries")).hasSize(1);
        assertThat(all("inbox")).hasSize(1);
        assertNothingIsOpen();
    }

    @Test
    void aDeliveryKeepsByWhichVersionOfTheTextsItWasWritten() {
        TemplateFixtures.publish(mongo, "Thanks");

        tell("evt_1", captured("pay_1"));
        tell("evt_2", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("type"), delivery -> delivery.getInteger("templateVersion"))
                .containsExactlyInAnyOrder(tuple("payment-receipt", 1), tuple("factor-added", 0));
        assertThat(all("inbox")).extracting(entry -> entry.getString("title")).contains("Thanks");
    }

    @Test
    void securityAndCodesBreakTheNightAndTheDigest() {
        prefer(PreferenceFixtures::quietAtNight);
        prefer(PreferenceFixtures::hourlyMails);
        clock.set(NIGHT);

        tell("evt_1", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));
        var secrets = Map.of(AccountEvent.TO, "+96550001234", AccountEvent.CODE, "491827");
        var sealed = Wiring.SEALED.seal(secrets, AccountEvent.sealingContext(CodeRequested.class, "usr_1"));
        tell("evt_2", new CodeRequested("usr_1", "sms", "sign-in", NIGHT, Actor.user("usr_1", null), sealed));

        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("channel"))
                .containsExactlyInAnyOrder("email", "sms");
    }

    @Test
    void aChangeOfPreferencesPlansAnewWhatWaits() {
        prefer(PreferenceFixtures::quietAtNight);
        clock.set(NIGHT);
        tell("evt_1", captured("pay_1"));
        tell("evt_2", captured("pay_2"));

        prefer(PreferenceFixtures::neverQuiet);
        sweep();

        assertThat(all("deliveries")).hasSize(2);
        assertNothingIsOpen();
    }

    @Test
    void whatIsSwitchedOffWhileItWaitsIsNotSent() {
        prefer(PreferenceFixtures::quietAtNight);
        prefer(PreferenceFixtures::hourlyShortMessages);
        clock.set(NIGHT);
        tell("evt_1", captured("pay_1"));

        prefer(PreferenceFixtures::noMails);
        clock.set(MORNING);
        sweep();

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("inbox")).hasSize(1);
        assertNothingIsOpen();
    }

    @Test
    void aMessageIsInTheLanguageThatWasChosen() {
        prefer(PreferenceFixtures::arabic);

        tell("evt_1", captured("pay_1"));

        assertThat(all("inbox").getFirst().getString("language")).isEqualTo("ar");
        assertThat(Wiring.body(all("deliveries").getFirst()).get("html")).contains("dir=\"rtl\"");
    }

    @Test
    void whatAnHourBringsIsOneMailAtItsEnd() {
        prefer(PreferenceFixtures::hourlyMails);

        tell("evt_1", captured("pay_1"));
        clock.advance(Duration.ofMinutes(59));
        tell("evt_2", new Canceled("pay_2", "usr_1", AMOUNT, "stripe"));
        tell("evt_2", new Canceled("pay_2", "usr_1", AMOUNT, "stripe"));
        sweep();
        assertThat(all("inbox")).hasSize(2);
        assertThat(all("deliveries")).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        tell("evt_3", captured("pay_3")); // the next window's
        sweep();
        sweep();

        var mail = all("deliveries");
        assertThat(mail).hasSize(1);
        assertThat(mail.getFirst().getString("type")).isEqualTo("digest-payments");
        assertThat(mail.getFirst().getString("subject")).isEqualTo("2 messages about your payments");
        assertThat(Wiring.body(mail.getFirst()).get("text")).contains("canceled", "received");
        clock.advance(Duration.ofHours(1));
        sweep();
        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("subject"))
                .containsExactlyInAnyOrder("2 messages about your payments", "One message about your payments");
        assertNothingIsOpen();
    }

    @Test
    void aDigestThatIsSwitchedOffBeforeItsEndIsNotSent() {
        prefer(PreferenceFixtures::hourlyMails);
        tell("evt_1", captured("pay_1"));

        prefer(PreferenceFixtures::noMails);
        clock.advance(Duration.ofHours(1));
        sweep();

        assertThat(all("deliveries")).isEmpty();
    }

    @Test
    void whatWasCollectedStaysCollectedWhenDigestsAreSwitchedOff() {
        prefer(PreferenceFixtures::hourlyMails);
        tell("evt_1", captured("pay_1"));

        prefer(PreferenceFixtures::eachMail);
        tell("evt_1", captured("pay_1"));
        sweep();
        assertThat(all("deliveries")).isEmpty();

        clock.advance(Duration.ofHours(1));
        sweep();
        assertThat(all("deliveries")).hasSize(1);
    }

    @Test
    void aDigestThatBecameQuietMeanwhileWaitsForTheMorning() {
        prefer(PreferenceFixtures::hourlyMails);
        clock.set(NIGHT);
        tell("evt_1", captured("pay_1"));

        prefer(PreferenceFixtures::quietAtNight);
        clock.advance(Duration.ofHours(1));
        sweep();
        assertThat(all("deliveries")).isEmpty();

        clock.set(MORNING);
        sweep();
        assertThat(all("deliveries")).hasSize(1);
    }

    /** Who comes too late for the one that it chose before a crash goes into the next. */
    @Test
    void anIntentThatFindsItsDigestClosedGoesIntoTheNext() {
        prefer(PreferenceFixtures::hourlyMails);
        assertThat(crashes(4, Moment.BEFORE, doomed -> tell(doomed, "evt_1", captured("pay_1"))))
                .isTrue();
        clock.advance(Duration.ofHours(1));
        service.get(SendDigests.class).sweep();
        assertThat(all("deliveries")).as("nothing had got in").isEmpty();

        tell("evt_1", captured("pay_1"));
        sweep();
        clock.advance(Duration.ofHours(1));
        sweep();

        assertToldOnce("One message about your payments");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAtAnyWriteOfCollectingLosesAndDoublesNothing(Moment moment) {
        var crashes = 0;
        for (var crashed = true; crashed; crashes += crashed ? 1 : 0) {
            clear();
            prefer(PreferenceFixtures::hourlyMails);
            crashed = crashes(crashes + 1, moment, doomed -> tell(doomed, "evt_1", captured("pay_1")));
            tell("evt_1", captured("pay_1")); // Kafka brings it again
            clock.advance(Duration.ofHours(1));
            sweep();
            sweep();
            assertToldOnce("One message about your payments");
        }
        assertThat(crashes)
                .as("no reminder twice, digest, intent, inbox, its entry, its count, collected, close")
                .isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAtAnyWriteOfSendingADigestLosesAndDoublesNothing(Moment moment) {
        var crashes = 0;
        for (var crashed = true; crashed; crashes += crashed ? 1 : 0) {
            clear();
            prefer(PreferenceFixtures::hourlyMails);
            tell("evt_1", captured("pay_1"));
            tell("evt_2", captured("pay_2"));
            clock.advance(Duration.ofHours(1));
            crashed = crashes(
                    crashes + 1, moment, doomed -> doomed.get(SendDigests.class).sweep());
            sweep();
            assertToldOnce("2 messages about your payments");
        }
        assertThat(crashes).as("close, delivery, done").isEqualTo(3);
    }

    /** What was chosen before the crash holds, whatever is preferred afterwards. */
    @Test
    void aChangeOfPreferencesAfterACrashTellsNothingTwice() {
        prefer(PreferenceFixtures::hourlyMails);
        assertThat(crashes(5, Moment.BEFORE, doomed -> tell(doomed, "evt_1", captured("pay_1"))))
                .isTrue();

        prefer(PreferenceFixtures::eachMail);
        tell("evt_1", captured("pay_1"));
        clock.advance(Duration.ofHours(1));
        sweep();

        assertToldOnce("One message about your payments");
    }

    /** Some are collected while others close: each is in exactly one. */
    @Test
    void eachIsInExactlyOneDigestWhileWindowsClose() throws Exception {
        prefer(PreferenceFixtures::hourlyMails);
        try (var threads = Executors.newFixedThreadPool(3)) {
            var telling = IntStream.range(0, 2)
                    .mapToObj(half -> threads.submit(() -> IntStream.range(0, 40)
                            .forEach(i -> tell("evt_%d_%d".formatted(half, i), captured("pay_" + half + "_" + i)))))
                    .toList();
            var passing = threads.submit(() -> {
                for (var i = 0; i < 40; i++) {
                    clock.advance(Duration.ofMinutes(20));
                    sweep();
                }
            });
            for (var one : telling) {
                one.get();
            }
            passing.get();
        }
        for (var i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            sweep();
        }

        assertThat(all("digests").stream()
                        .flatMap(digest -> digest.getList("intents", String.class).stream())
                        .toList())
                .hasSize(80)
                .doesNotHaveDuplicates();
        assertThat(all("digests")).allMatch(digest -> !digest.containsKey("sweepAt"));
        assertNothingIsOpen();
    }

    @Test
    void aPayerWhoHasNotConfirmedIsRemindedAndOneWhoHasIsNot() {
        tell("evt_1", new ActionRequired("pay_1", "usr_1", AMOUNT, "stripe"));
        tell("evt_2", new ActionRequired("pay_2", "usr_1", AMOUNT, "stripe"));
        assertThat(all("inbox")).isEmpty();
        tell("evt_3", new Authorized("pay_2", "usr_1", AMOUNT, "stripe"));

        clock.advance(Duration.ofMinutes(10));
        sweep();
        tell("evt_2", new ActionRequired("pay_2", "usr_1", AMOUNT, "stripe"));

        assertThat(all("inbox"))
                .extracting(entry -> entry.getString("type"))
                .containsExactly("payment-action-required");
        assertThat(Wiring.body(all("deliveries").getFirst()).get("text")).contains("pay_1");
        assertNothingIsOpen();
    }

    /** The mail that tells of it waits still when it becomes pointless. */
    @Test
    void aReminderThatWaitsToBeSentIsTakenBack() {
        tell("evt_1", new ActionRequired("pay_1", "usr_1", AMOUNT, "stripe"));
        clock.advance(Duration.ofMinutes(10));
        sweep();
        assertThat(all("deliveries").getFirst()).containsKey("nextAttemptAt");

        tell("evt_2", captured("pay_1"));

        assertThat(all("deliveries"))
                .filteredOn(delivery -> delivery.containsKey("nextAttemptAt"))
                .extracting(delivery -> delivery.getString("type"))
                .containsExactly("payment-receipt");
    }

    @Test
    void aMailTellsTimesByThePersonsClocksAndHasAWayOutUnlessItIsAboutSecurity() {
        prefer(PreferenceFixtures::inKuwait);

        tell("evt_1", captured("pay_1"));
        tell("evt_2", new FactorAdded("usr_1", "totp", null, NIGHT, Actor.user("usr_1", null), null));

        var wayOut = "https://pay.example.com/api/notifications/unsubscribe?t=";
        assertThat(all("deliveries")).hasSize(2).allSatisfy(delivery -> {
            var body = Wiring.body(delivery);
            assertThat(body.get("text")).contains("(Kuwait Time)").doesNotContain("UTC");
            assertThat((body.get("text") + body.get("html")).contains(wayOut))
                    .isEqualTo(delivery.getString("type").equals("payment-receipt"));
        });
    }

    @Test
    void whoIsForgottenIsToldNothingAndLeavesNothing() {
        prefer(PreferenceFixtures::hourlyMails);
        tell("evt_1", captured("pay_1"));

        service.all(PersonalData.class).forEach(place -> place.forget("usr_1", Actor.user("usr_admin", null)));
        assertThat(mongo.getCollectionNames())
                .filteredOn(name -> !name.equals("recipients"))
                .allSatisfy(name -> assertThat(all(name).toString()).doesNotContain("usr_1"));
        tell("evt_2", captured("pay_2"));
        tell("evt_reg", new UserEvent.Registered("usr_1", "nora@example.com", "Nora", "en"));
        clock.advance(Duration.ofDays(1));
        sweep();

        assertThat(all("deliveries")).isEmpty();
        assertThat(all("preferences")).isEmpty();
        assertThat(all("recipients").toString()).doesNotContain("nora", "Nora");
        assertNothingIsOpen();
    }

    @Test
    void whatWasToldLongAgoIsRemovedAndWhatWaitsIsNot() {
        tell("evt_1", captured("pay_1"));
        tell("evt_2", new PaymentEvent.Canceled("pay_2", "usr_unknown", AMOUNT, "stripe"));
        clock.advance(Duration.ofDays(91));

        var removed =
                service.get(Intents.class).removeClosedBefore(clock.instant().minus(Duration.ofDays(90)));

        assertThat(removed).isEqualTo(1);
        assertThat(all("intents"))
                .extracting(intent -> intent.getString("eventId"))
                .containsExactly("evt_2");
    }

    private boolean crashes(int write, Moment moment, Consumer<Wiring> work) {
        var doomed = start(CrashingMongo.at(mongo, write, moment));
        var crash = catchThrowable(() -> work.accept(doomed));
        assertThat(crash)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        died -> assertThat(died).isInstanceOf(Crash.class));
        return crash != null;
    }

    private void assertToldOnce(String subject) {
        assertThat(all("deliveries"))
                .extracting(delivery -> delivery.getString("subject"))
                .containsExactly(subject);
        assertThat(all("digests"))
                .filteredOn(digest -> digest.containsKey("sweepAt"))
                .isEmpty();
        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() {
        assertThat(all("intents")).noneMatch(intent -> intent.containsKey("sweepAt"));
    }

    private void prefer(UnaryOperator<Preferences> change) {
        service.get(PreferenceBook.class).change("usr_1", PreferenceBook.By.OWNER, change);
        service.get(WhatWaits.class).planAnew("usr_1");
    }

    private void sweep() {
        service.get(TellUser.class).sweep();
        service.get(SendDigests.class).sweep();
    }

    private void tell(String id, DomainEvent event) {
        tell(service, id, event);
    }

    private static void tell(Wiring wiring, String id, DomainEvent event) {
        var envelope = new EventEnvelope<>(id, "/test", "key", AT, event);
        if (event instanceof PaymentEvent) {
            wiring.get(PaymentEventListener.class).tell(List.of(new Happened(envelope, null)));
        } else {
            wiring.get(AccountEventListener.class).on(envelope);
        }
    }

    private static Captured captured(String paymentId) {
        return new Captured(paymentId, "usr_1", AMOUNT, AMOUNT, "stripe", "Order 7");
    }

    private Wiring start(MongoOperations store) {
        var wiring = Wiring.start(store, clock);
        started.add(wiring);
        return wiring;
    }

    private List<Document> all(String collection) {
        return mongo.findAll(Document.class, collection);
    }

    private void clear() {
        for (var collection : List.of("inboxes", "inbox", "deliveries", "intents", "digests", "preferences")) {
            mongo.getCollection(collection).deleteMany(new Document());
        }
    }
}
