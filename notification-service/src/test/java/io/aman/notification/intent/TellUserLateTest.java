package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aman.events.PaymentEvent;
import io.aman.events.UserEvent;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Who is not known yet, and who died while telling: each is told all the same, and once. */
class TellUserLateTest extends ToldUsers {

    /** To somebody who was never told anything. */
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
}
