package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.RevocationEvent.Heartbeat;
import io.aman.events.RevocationEvent.Permissions;
import io.aman.events.RevocationEvent.Roles;
import io.aman.events.RevocationEvent.Session;
import io.aman.events.RevocationEvent.User;
import io.aman.gateway.revocation.Revocations.Verdict;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationsTest {

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Instant forgetAfter = clock.instant().plus(Duration.ofMinutes(7));
    private final Revocations revocations = new Revocations(clock, RevocationsFixture.BOUNDS);

    @Test
    void aSessionIsRevokedUntilItMayBeForgotten() {
        revocations.apply(ended("ses_1", Duration.ofMinutes(6)));

        clock.advance(Duration.ofMinutes(6));
        revocations.forgetExpired();
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_1")).isTrue();
        clock.advance(Duration.ofMillis(1));
        revocations.forgetExpired();
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_1")).isFalse();
        assertThat(revocations.sessions()).isZero();
    }

    @Test
    void theLaterTimeCountsInWhateverOrderTheyCome() {
        revocations.apply(ended("ses_1", Duration.ofMinutes(9)));
        revocations.apply(ended("ses_1", Duration.ofMinutes(1)));

        clock.advance(Duration.ofMinutes(8));
        revocations.forgetExpired();
        assertThat(RevocationsFixture.isRevoked(revocations, "ses_1")).isTrue();
    }

    @Test
    void whatCouldBeForgottenAlreadyIsNotKept() {
        revocations.apply(ended("ses_old", Duration.ofMinutes(-1)));

        assertThat(revocations.sessions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,FRESH", "3000,FRESH", "3001,ASKING", "30000,ASKING", "30001,STALE", "86400000,STALE"})
    void theAgeOfTheLastHeartbeatSaysHowMuchIsKnown(long millis, Freshness expected) {
        revocations.apply(new Heartbeat(clock.instant()));
        clock.advance(Duration.ofMillis(millis));

        assertThat(revocations.freshness()).isEqualTo(expected);
        assertThat(revocations.stalenessSeconds()).isEqualTo(millis / 1000.0);
    }

    @Test
    void withoutAnyHeartbeatItIsStale() {
        assertThat(revocations.freshness()).isEqualTo(Freshness.STALE);
        assertThat(revocations.stalenessSeconds()).isInfinite();
    }

    @Test
    void anOlderHeartbeatTakesNothingBack() {
        revocations.apply(new Heartbeat(clock.instant()));
        revocations.apply(new Heartbeat(clock.instant().minusSeconds(60)));

        assertThat(revocations.freshness()).isEqualTo(Freshness.FRESH);
    }

    @Test
    void aHeartbeatFromTheFutureVouchesForNoMoreThanNow() {
        revocations.apply(new Heartbeat(clock.instant().plusSeconds(3600)));
        clock.advance(Duration.ofSeconds(31));

        assertThat(revocations.freshness()).isEqualTo(Freshness.STALE);
    }

    private Session ended(String sessionId, Duration forgetIn) {
        return new Session(sessionId, clock.instant().plus(forgetIn));
    }

    @Test
    void theEndOfAllSessionsRefusesOlderOnesButTheSparedOne() {
        revocations.apply(new User("usr_1", 2, "ses_2", forgetAfter));
        assertThat(verdict("ses_1", 1, 0, 0)).isEqualTo(Verdict.REVOKED);
        assertThat(verdict("ses_2", 1, 0, 0)).isEqualTo(Verdict.COUNTS);
        assertThat(verdict("ses_3", 2, 0, 0)).isEqualTo(Verdict.COUNTS);
        revocations.apply(new User("usr_1", 1, "ses_1", forgetAfter)); // late
        assertThat(verdict("ses_1", 1, 0, 0)).isEqualTo(Verdict.REVOKED);
    }

    @Test
    void tokensWithOlderPermissionsOrRolesAreToBeRefreshed() {
        revocations.apply(new Permissions("usr_1", 3, forgetAfter));
        revocations.apply(new Roles(5, forgetAfter));
        assertThat(verdict("ses_1", 0, 2, 5)).isEqualTo(Verdict.OUTDATED);
        assertThat(verdict("ses_1", 0, 3, 4)).isEqualTo(Verdict.OUTDATED);
        assertThat(verdict("ses_1", 0, 3, 5)).isEqualTo(Verdict.COUNTS);
    }

    /** A restored database counts roles from where they were: what was told before must not hold for ever. */
    @Test
    void whatWasToldOfPeopleAndRolesIsForgottenWithTheLastTokenThatItSpokeOf() {
        revocations.apply(new User("usr_1", 2, null, forgetAfter));
        revocations.apply(new Permissions("usr_1", 3, forgetAfter));
        revocations.apply(new Roles(5, forgetAfter));

        clock.advance(Duration.ofMinutes(7));
        revocations.forgetExpired();
        assertThat(verdict("ses_1", 2, 3, 4)).isEqualTo(Verdict.OUTDATED);
        clock.advance(Duration.ofMillis(1));
        revocations.forgetExpired();
        assertThat(verdict("ses_1", 0, 0, 0)).isEqualTo(Verdict.COUNTS);
    }

    private Verdict verdict(String sessionId, long generation, long permissions, long roles) {
        return revocations.judge(RevocationsFixture.token("usr_1", sessionId, generation, permissions, roles));
    }
}
