package io.aman.session.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactorPolicyTest {

    private record Kind(String kind, Standing standing, String owner) implements SecondFactor {

        @Override
        public String amr() {
            return "otp";
        }

        @Override
        public boolean enrolled(String userId) {
            return owner.equals(userId);
        }

        @Override
        public boolean verify(String userId, Challenge challenge, Secret answer) {
            return false;
        }
    }

    private final StoredFactors stored = new StoredFactors(
            new Kind("email", SecondFactor.Standing.RECOVERY, "usr_1"),
            new Kind("backup-codes", SecondFactor.Standing.SUBSTITUTE, "usr_1"),
            new Kind("totp", SecondFactor.Standing.FACTOR, "usr_1"),
            new Kind("backup-codes-of-others", SecondFactor.Standing.SUBSTITUTE, "usr_2"));

    @Test
    void thoseThatCountMostComeFirst() {
        assertThat(stored.factors.kindsOf(stored.user("usr_1"))).containsExactly("totp", "backup-codes", "email");
    }

    @Test
    void whereARoleDemandsAFactorNoneForRecoveryIsOffered() {
        stored.demanded = true;

        assertThat(stored.factors.kindsOf(stored.user("usr_1"))).containsExactly("totp", "backup-codes");
    }

    @Test
    void whatStandsInForAFactorIsNoReasonToAskForOne() {
        assertThat(stored.factors.has("usr_1")).isTrue();
        assertThat(stored.factors.has("usr_2")).isFalse();
    }

    @Test
    void whoLacksADemandedFactorSignsInUntilTheDeadlineAndMayOnlyEnrolFromThenOn() {
        var lacking = stored.user("usr_2");
        assertThat(stored.factors.mayOnlyEnrol(lacking)).isFalse();
        stored.demanded = true;
        assertThat(stored.factors.required(lacking)).isTrue();
        assertThat(stored.factors.mayOnlyEnrol(lacking)).isFalse();
        var deadline = stored.clock.instant().plus(Duration.ofDays(7));
        stored.deadline = Optional.of(deadline);

        assertThat(stored.factors.enrolBefore(lacking)).contains(deadline);
        assertThat(stored.factors.mayOnlyEnrol(lacking)).isFalse();
        stored.clock.set(deadline);
        assertThat(stored.factors.mayOnlyEnrol(lacking)).isTrue();
        assertThat(stored.factors.mayOnlyEnrol(stored.user("usr_1"))).isFalse();
    }
}
