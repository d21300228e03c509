package io.aman.notification.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aman.events.PaymentEvent.Canceled;
import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.notification.Wiring;
import io.aman.notification.preference.PreferenceFixtures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is collected is told once, whoever dies and whatever is preferred meanwhile. */
class DigestTellingTest extends PreferredTelling {

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

    private void clear() {
        for (var collection : List.of("inboxes", "inbox", "deliveries", "intents", "digests", "preferences")) {
            mongo.getCollection(collection).deleteMany(new Document());
        }
    }
}
