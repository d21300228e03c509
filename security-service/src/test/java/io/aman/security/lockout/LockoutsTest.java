package io.aman.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockoutsTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Lockouts lockouts = new Lockouts(
            new MongoCounters(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("lockouts")), clock),
            new Limit(3, Duration.ofMinutes(15), Duration.ofMinutes(30)),
            new Limit(5, Duration.ofMinutes(15), Duration.ZERO));

    @Test
    void anAccountIsLimitedWhereverTheAttemptsComeFrom() {
        for (int i = 1; i <= 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113." + i)).isEqualTo(new Granted());
        }

        assertThat(lockouts.reserve("anna", "203.0.113.4")).isEqualTo(new Denied(Duration.ofMinutes(30)));
        assertThat(lockouts.reserve("bert", "203.0.113.4")).isEqualTo(new Granted());
    }

    @Test
    void anAddressIsLimitedWhicheverAccountsAreTried() {
        for (int i = 0; i < 5; i++) {
            assertThat(lockouts.reserve("user" + i, "2001:db8::" + i)).isEqualTo(new Granted());
        }

        assertThat(lockouts.reserve("user9", "2001:db8::9")).isEqualTo(new Denied(Duration.ofMinutes(15)));
        assertThat(lockouts.reserve("user9", "2001:db8:0:1::9")).isEqualTo(new Granted());
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
            assertThat(lockouts.reserve("victim", "198.51.100.1")).isEqualTo(new Granted());
        }
    }

    @Test
    void aSuccessGivesTheAccountBackAndNotTheAddress() {
        for (int i = 0; i < 3; i++) {
            lockouts.reserve("anna", "203.0.113.9");
        }
        lockouts.giveBack("anna", clock.instant());

        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isInstanceOf(Denied.class);
        assertThat(lockouts.reserve("anna", "203.0.113.10")).isEqualTo(new Granted());
    }

    @Test
    void whatCouldNotBeVerifiedCountsAgainstNobody() {
        for (int i = 0; i < 50; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
            lockouts.giveBackUnverified("anna", "203.0.113.9", null);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
        lockouts.giveBackUnverified("anna", "203.0.113.9", null);

        assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
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

        assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isEqualTo(new Granted());
        assertThat(lockouts.reserve("bert", "203.0.113.10", "device-1")).isEqualTo(new Granted());
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
        assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isEqualTo(new Granted());
    }

    @Test
    void anUnverifiedAttemptOfATrustedDeviceIsGivenBackToIt() {
        for (int i = 0; i < 20; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9", "device-1")).isEqualTo(new Granted());
            lockouts.giveBackUnverified("anna", "203.0.113.9", "device-1");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113." + i)).isEqualTo(new Granted());
        }
    }

    @Test
    void eachLockIsTwiceAsLongUntilTheOwnerComesIn() {
        var doubling = new Lockouts(
                new MongoCounters(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("doubling")), clock),
                new Limit(3, Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(100)),
                new Limit(1000, Duration.ofMinutes(15), Duration.ZERO));
        for (var minutes : List.of(30, 60, 100, 100)) {
            useUp(doubling);
            assertThat(doubling.reserve("anna", "203.0.113.9")).isEqualTo(new Denied(Duration.ofMinutes(minutes)));
            clock.advance(Duration.ofMinutes(minutes));
        }
        useUp(doubling);
        doubling.giveBack("anna", clock.instant());

        useUp(doubling);
        assertThat(doubling.reserve("anna", "203.0.113.9")).isEqualTo(new Denied(Duration.ofMinutes(30)));
    }

    private static void useUp(Lockouts lockouts) {
        for (int i = 0; i < 3; i++) {
            assertThat(lockouts.reserve("anna", "203.0.113.9")).isEqualTo(new Granted());
        }
    }
}
