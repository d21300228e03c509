package io.aman.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aman.security.lockout.Reservation.ChallengeDue;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

class LockoutsTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("lockouts"));
    private final MongoCounters counters = new MongoCounters(mongo, clock);
    private final Lockouts lockouts = new Lockouts(
            counters,
            TestTries.of(mongo, counters, clock),
            new Limit(3, Duration.ofMinutes(15), Duration.ofMinutes(30)),
            new Limit(5, Duration.ofMinutes(15), Duration.ZERO));

    @Test
    void anAccountIsLimitedWhereverTheAttemptsComeFrom() {
        for (int i = 1; i <= 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113." + i)).isInstanceOf(Granted.class);
        }

        assertThat(lockouts.reserve("anna", "203.0.113.4"))
                .extracting("retryAfter")
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(lockouts.reserve("bert", "203.0.113.4")).isInstanceOf(Granted.class);
    }

    @Test
    void anAddressIsLimitedWhicheverAccountsAreTried() {
        for (int i = 0; i < 5; i++) {
            assertThat(lockouts.reserve("user" + i, "2001:db8::" + i)).isInstanceOf(Granted.class);
        }

        assertThat(lockouts.reserve("user9", "2001:db8::9"))
                .extracting("retryAfter")
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(lockouts.reserve("user9", "2001:db8:0:1::9")).isInstanceOf(Granted.class);
    }

    @Test
    void anAddressThatIsUsedUpCannotUseUpAnAccount() {
        for (int i = 0; i < 5; i++) {
            lockouts.reserve("user" + i, "203.0.113.9");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(lockouts.reserve("victim", "203.0.113.9")).isInstanceOf(Denied.class);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(lockouts.reserve("victim", "198.51.100.1")).isInstanceOf(Granted.class);
        }
    }

    @Test
    void aSuccessGivesTheAccountBackAndNotTheAddress() {
        for (int i = 0; i < 3; i++) {
            lockouts.reserve("anna", "203.0.113.9");
        }
        lockouts.giveBack("anna", clock.instant());

        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Denied.class);
        assertThat(lockouts.reserve("anna", "203.0.113.10")).isInstanceOf(Granted.class);
    }

    @Test
    void whatCouldNotBeVerifiedCountsAgainstNobody() {
        for (int i = 0; i < 50; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
            lockouts.giveBackUnverified("anna", "203.0.113.9", null);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        lockouts.giveBackUnverified("anna", "203.0.113.9", null);

        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Denied.class);
    }

    @Test
    void givingBackForgivesNoGuessThatWasMadeAndNoLockOfOthers() {
        for (int i = 0; i < 3; i++) {
            lockouts.reserve("anna", "203.0.113.9");
        }
        lockouts.giveBackUnverified("bert", "203.0.113.9", null);
        lockouts.giveBackUnverified("nobody", "198.51.100.1", null);

        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Denied.class);
    }

    @Test
    void theOwnerOnATrustedDeviceGetsInWhileSomebodyFailsAThousandTimes() {
        for (int i = 0; i < 1000; i++) {
            lockouts.reserve("anna", "198.%d.%d.1".formatted(i / 200, i % 200));
        }
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Denied.class);

        assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isInstanceOf(Granted.class);
        assertThat(lockouts.reserve("bert", "203.0.113.10", "device-1")).isInstanceOf(Granted.class);
    }

    @Test
    void aTrustedDeviceThatGuessesHasNoMoreAttemptsThanAnyOther() {
        var granted = 0;
        for (int i = 0; i < 20; i++) {
            if (lockouts.reserve("anna", "198.51.100." + i, "stolen") instanceof Granted) {
                granted++;
            }
        }
        assertThat(granted).isEqualTo(6); // its own three, and the three that anybody has
        assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isInstanceOf(Granted.class);
    }

    @Test
    void anUnverifiedAttemptOfATrustedDeviceIsGivenBackToIt() {
        for (int i = 0; i < 20; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isInstanceOf(Granted.class);
            lockouts.giveBackUnverified("anna", "203.0.113.9", "device-1");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113." + i)).isInstanceOf(Granted.class);
        }
    }

    private Lockouts challenging(int account, int free) {
        return new Lockouts(
                counters,
                TestTries.of(mongo, counters, clock),
                new Limit(account, Duration.ofMinutes(15), Duration.ofMinutes(30)),
                new Limit(2, Duration.ofMinutes(15), Duration.ofMinutes(30)),
                new Limit(1000, Duration.ofMinutes(15), Duration.ZERO),
                new Limit(free, Duration.ofMinutes(15), Duration.ZERO));
    }

    @Test
    void afterSomeAttemptsEachOneMoreTakesASolvedChallengeUntilTheLock() {
        var challenging = challenging(5, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> fail("not asked for")))
                    .isInstanceOf(Granted.class);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> false))
                    .isEqualTo(new ChallengeDue());
        }
        assertThat(challenging.reserve("bert", "203.0.113.9", null, () -> false))
                .isInstanceOf(Granted.class);
        for (int i = 0; i < 2; i++) {
            assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> true))
                    .isInstanceOf(Granted.class);
        }
        assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> true)).isInstanceOf(Denied.class);
        // whoever solves none does not learn that it is locked
        assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> false))
                .isEqualTo(new ChallengeDue());
    }

    /** Case 42. */
    @Test
    void guessesInParallelAreNeverMoreThanTheLimitWithOrWithoutSolutions() throws Exception {
        var challenging = challenging(10, 5);

        var without = AtOnce.run(60, n -> challenging.reserve("anna", "203.0.113." + n, null, () -> false));
        var with = AtOnce.run(60, n -> challenging.reserve("anna", "203.0.113." + n, null, () -> true));

        assertThat(without).filteredOn(Granted.class::isInstance).hasSize(5);
        assertThat(with).filteredOn(Granted.class::isInstance).hasSize(5);
    }

    /** Case 43. */
    @Test
    void theOwnerOnAKnownDeviceIsNeitherLockedOutNorChallengedHoweverManyFailElsewhere() {
        var challenging = challenging(10, 5);
        for (int i = 0; i < 1000; i++) {
            challenging.reserve("anna", "198.%d.%d.1".formatted(i / 200, i % 200), null, () -> true);
        }

        assertThat(challenging.reserve("anna", "203.0.113.9", "device-1", () -> false))
                .isEqualTo(new Granted(null));
    }

    @Test
    void whatTheOwnerSucceededAfterIsFreeOfChallengesAgain() {
        var challenging = challenging(10, 3);
        for (int i = 0; i < 3; i++) {
            challenging.reserve("anna", "203.0.113.9", null, () -> false);
        }
        for (int i = 0; i < 2; i++) {
            challenging.reserve("anna", "203.0.113.9", "device-1", () -> false);
        }
        challenging.giveBack(List.of(new Lockouts.CameIn("anna", "device-1", clock.instant())));

        assertThat(challenging.reserve("anna", "203.0.113.9", null, () -> false))
                .isInstanceOf(Granted.class);
        for (int i = 0; i < 2; i++) {
            assertThat(challenging.reserve("anna", "203.0.113.9", "device-1", () -> false))
                    .isEqualTo(new Granted(null));
        }
    }

    @Test
    void theLastAttemptAndEveryDenialSayUntilWhenTheAccountIsLocked() {
        var until = clock.instant().plus(Duration.ofMinutes(30));
        lockouts.reserve("anna", "203.0.113.9");
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted(null));
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted(until));
        clock.advance(Duration.ofMinutes(1));

        assertThat(lockouts.reserve("anna", "203.0.113.8")).isEqualTo(new Denied(Duration.ofMinutes(29), until));
    }

    @Test
    void anAddressThatIsUsedUpSaysNothingOfTheAccount() {
        for (int i = 0; i < 5; i++) {
            lockouts.reserve("user" + i, "203.0.113.9");
        }
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Denied(Duration.ofMinutes(15)));
    }

    @Test
    void eachDayWithoutALockTakesOneDoublingBack() {
        var doubling = new Lockouts(
                counters,
                TestTries.of(mongo, counters, clock),
                new Limit(3, Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(24)),
                new Limit(1000, Duration.ofMinutes(15), Duration.ZERO));
        for (var minutes : List.of(30, 60, 120, 240)) {
            useUp(doubling);
            assertLocked(doubling, minutes);
            clock.advance(Duration.ofMinutes(minutes));
        }
        clock.advance(Duration.ofDays(2));
        useUp(doubling);
        assertLocked(doubling, 120);
        clock.advance(Duration.ofDays(30));
        useUp(doubling);
        assertLocked(doubling, 30);
    }

    private static void assertLocked(Lockouts lockouts, int minutes) {
        assertThat(lockouts.reserve("anna", "203.0.113.9"))
                .extracting("retryAfter")
                .isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void eachLockIsTwiceAsLongUntilTheOwnerComesIn() {
        var doubling = new Lockouts(
                counters,
                TestTries.of(mongo, counters, clock),
                new Limit(3, Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(100)),
                new Limit(1000, Duration.ofMinutes(15), Duration.ZERO));
        for (var minutes : List.of(30, 60, 100, 100)) {
            useUp(doubling);
            assertThat(doubling.reserve("anna", "203.0.113.9"))
                    .extracting("retryAfter")
                    .isEqualTo(Duration.ofMinutes(minutes));
            clock.advance(Duration.ofMinutes(minutes));
        }
        useUp(doubling);
        doubling.giveBack("anna", clock.instant());

        useUp(doubling);
        assertThat(doubling.reserve("anna", "203.0.113.9"))
                .extracting("retryAfter")
                .isEqualTo(Duration.ofMinutes(30));
    }

    private static void useUp(Lockouts lockouts) {
        for (int i = 0; i < 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Granted.class);
        }
    }
}
