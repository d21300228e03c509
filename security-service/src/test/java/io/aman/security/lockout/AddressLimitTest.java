package io.aman.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.lockout.Lockouts.CameIn;
import io.aman.security.lockout.Lockouts.Wish;
import io.aman.security.lockout.Reservation.ChallengeDue;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** One address at many accounts; nothing but the address is limited here. */
class AddressLimitTest {

    private static final String THERE = "203.0.113.9";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("addresses"));
    private final MongoCounters counters = new MongoCounters(mongo, clock);
    private final MongoTries tries = TestTries.of(mongo, counters, clock);
    private final Limit loose = new Limit(1000, MINUTE, Duration.ZERO);
    private final Lockouts lockouts = new Lockouts(counters, tries, loose, loose);
    private final AtomicInteger attempts = new AtomicInteger();

    private Reservation tries(int account, boolean solves) {
        return lockouts.reserve(wish(attempts.incrementAndGet(), account, null, false), () -> solves);
    }

    private static Wish wish(int attempt, int account, @Nullable String device, boolean isAllowed) {
        return new Wish("att_" + attempt, "account-" + account, THERE, device, isAllowed);
    }

    private CameIn cameIn(int attempt, int account) {
        return new CameIn("account-" + account, null, clock.instant(), "att_" + attempt, THERE);
    }

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(tries(0, false)).isInstanceOf(Granted.class);
            clock.advance(MINUTE);
        }
    }

    @Test
    void afterAHundredFailuresOfADayOneAttemptInAQuarterOfAnHourIsLetThrough() {
        fails(100);

        for (int quarter = 0; quarter < 8; quarter++) {
            assertThat(tries(0, false)).isInstanceOf(Granted.class);
            assertThat(tries(0, false)).isEqualTo(new Denied(Duration.ofMinutes(15)));
            clock.advance(Duration.ofMinutes(15));
        }
        clock.advance(Duration.ofDays(1));
        fails(20);
    }

    @Test
    void whoSucceedsHasNotFailedHoweverOftenThatIsTold() {
        fails(99);
        for (int i = 0; i < 200; i++) {
            assertThat(tries(1, false)).isInstanceOf(Granted.class);
            lockouts.giveBack(List.of(cameIn(attempts.get(), 1), cameIn(attempts.get(), 1)));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(tries(0, false)).isInstanceOf(Granted.class);
        assertThat(tries(0, false)).isInstanceOf(Granted.class); // the one of these fifteen minutes
        assertThat(tries(0, false)).isInstanceOf(Denied.class);
    }

    @Test
    void aSuccessOfOnesOwnForgivesNoFailureAtOthers() {
        fails(100);
        assertThat(tries(7, false)).isInstanceOf(Granted.class);
        lockouts.giveBack(List.of(cameIn(attempts.get(), 7)));

        assertThat(tries(0, false)).isInstanceOf(Denied.class);
    }

    @Test
    void attemptsAtOnceAreNeverMoreThanTheLimit() throws Exception {
        fails(80);

        var answers = AtOnce.run(60, _ -> tries(0, false));

        assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(21);
    }

    @Test
    void anAddressThatFailedAtTenAccountsTakesASolvedChallengeForEachAttempt() {
        for (int account = 0; account < 10; account++) {
            assertThat(tries(account, false)).isInstanceOf(Granted.class);
        }

        for (int i = 0; i < 20; i++) {
            assertThat(tries(10 + i, false)).isEqualTo(new ChallengeDue());
            assertThat(tries(0, false)).isEqualTo(new ChallengeDue());
        }
        assertThat(tries(10, true)).isInstanceOf(Granted.class);
        clock.advance(Duration.ofMinutes(10));
        assertThat(tries(11, false)).isInstanceOf(Granted.class);
    }

    @Test
    void tenAccountsAtOnceAreAllThatGetThroughUnsolved() throws Exception {
        var answers = AtOnce.run(40, n -> tries(n, false));

        assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(10);
    }

    @Test
    void anOfficeWhosePeopleGetInIsNotChallenged() {
        for (int person = 0; person < 50; person++) {
            assertThat(tries(person, false)).isInstanceOf(Granted.class);
            lockouts.giveBack(List.of(cameIn(attempts.get(), person)));
        }
    }

    @Test
    void neitherAnAllowedAddressNorAKnownDeviceIsHeldBackByOthersThere() {
        fails(100);
        tries(0, false);
        assertThat(tries(0, false)).isInstanceOf(Denied.class);

        assertThat(lockouts.reserve(wish(1001, 3, "device-1", false), () -> false))
                .isInstanceOf(Granted.class);
        assertThat(lockouts.reserve(wish(1002, 4, null, true), () -> false)).isInstanceOf(Granted.class);
    }

    @Test
    void whatCouldNotBeVerifiedIsNoFailureOfTheAddress() {
        for (int account = 0; account < 50; account++) {
            assertThat(tries(account, false)).isInstanceOf(Granted.class);
            lockouts.giveBackUnverified("account-" + account, THERE, null);
        }
    }

    @Test
    void oneSolutionIsEnoughForTheAddressAndTheAccount() {
        var challenging = new Lockouts(
                counters, tries, new Limit(10, MINUTE, MINUTE), loose, loose, new Limit(1, MINUTE, Duration.ZERO));
        for (int account = 0; account < 10; account++) {
            challenging.reserve(wish(account, account, null, false), () -> false);
        }
        var asked = new AtomicInteger();

        assertThat(challenging.reserve(wish(11, 0, null, false), () -> asked.incrementAndGet() == 1))
                .isInstanceOf(Granted.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatCanHoldNothingBackAnyMoreIsDeleted() {
        fails(3);
        clock.advance(Duration.ofDays(1));
        tries.purge();

        assertThat(mongo.getCollection(MongoTries.COLLECTION).countDocuments()).isZero();
    }
}
