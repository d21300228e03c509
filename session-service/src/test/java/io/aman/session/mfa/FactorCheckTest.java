package io.aman.session.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aman.platform.Secret;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaError.TooManyTries;
import io.aman.session.session.Origin;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactorCheckTest {

    private static final Origin ORIGIN = new Origin("203.0.113.7", "a browser");
    private static final Secret RIGHT = Secret.of("right");
    private static final Secret WRONG = Secret.of("wrong");
    private static final String USER = "usr_1";

    /** Counts what it is asked, and has no memory: what it would accept twice, the challenge has to stop. */
    private static final class Counting implements SecondFactor {

        private final String kind;
        private final Standing standing;
        private final AtomicInteger asked = new AtomicInteger();

        Counting(String kind, Standing standing) {
            this.kind = kind;
            this.standing = standing;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public String amr() {
            return "otp";
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public boolean enrolled(String userId) {
            return userId.equals(USER);
        }

        @Override
        public boolean verify(String userId, Challenge challenge, Secret answer) {
            asked.incrementAndGet();
            return answer.equals(RIGHT);
        }
    }

    private final Counting app = new Counting("app", SecondFactor.Standing.FACTOR);
    private final Counting mail = new Counting("mail", SecondFactor.Standing.RECOVERY);
    private final StoredFactors stored = new StoredFactors(app, mail);
    private final FactorCheck check = stored.check;

    private Challenge challenge() {
        return stored.challenges.open(USER, Purpose.SIGN_IN);
    }

    private Class<?> answer(Challenge challenge, String kind, Secret answer, Origin origin) {
        try {
            return check.check(challenge, kind, answer, origin).getClass();
        } catch (MfaError refused) {
            return refused.getClass();
        }
    }

    private void wrong(Challenge challenge) {
        assertThat(answer(challenge, "app", WRONG, ORIGIN)).isEqualTo(FactorInvalid.class);
    }

    @Test
    void ofFiftyParallelGuessesNoMoreThanFiveAreVerified() throws Exception {
        var challenge = challenge();

        var answers = AtOnce.run(50, _ -> answer(challenge, "app", WRONG, ORIGIN));

        assertThat(app.asked).hasValue(5);
        assertThat(answers).filteredOn(FactorInvalid.class::equals).hasSize(5);
        assertThat(answers).filteredOn(ChallengeOver.class::equals).hasSize(45);
    }

    @Test
    void ofAThousandCodesFromTwoHundredAddressesTenAreVerified() throws Exception {
        var challenges = AtOnce.run(100, _ -> challenge());

        var answers = AtOnce.run(
                1_000,
                n -> answer(
                        challenges.get(n % challenges.size()),
                        n % 2 == 0 ? "app" : "mail",
                        WRONG,
                        new Origin("198.51.100." + n % 200, null)));

        assertThat(app.asked.get() + mail.asked.get()).isEqualTo(10);
        assertThat(Set.copyOf(answers)).isEqualTo(Set.of(FactorInvalid.class, TooManyTries.class));
    }

    @Test
    void whoIsHeldIsToldUntilWhenAndGoesOnThen() {
        for (var i = 0; i < 10; i++) {
            wrong(challenge());
        }
        stored.clock.advance(Duration.ofMinutes(5));

        assertThatExceptionOfType(TooManyTries.class)
                .isThrownBy(() -> check.check(challenge(), "app", RIGHT, ORIGIN))
                .satisfies(held -> assertThat(held.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
        stored.clock.advance(Duration.ofMinutes(10));
        assertThat(check.check(challenge(), "app", RIGHT, ORIGIN).methods()).containsExactly("otp", "mfa");
    }

    @Test
    void ofManyRightAnswersToOneChallengeExactlyOneCounts() throws Exception {
        var challenge = challenge();

        var answers = AtOnce.run(5, _ -> answer(challenge, "app", RIGHT, ORIGIN));

        assertThat(answers).filteredOn(FactorCheck.Verified.class::equals).hasSize(1);
        assertThat(answer(challenge, "app", RIGHT, ORIGIN)).isEqualTo(ChallengeOver.class);
    }

    @Test
    void aFactorForRecoveryProvesNoSecondOne() {
        var verified = check.check(challenge(), "mail", RIGHT, ORIGIN);

        assertThat(verified.methods()).containsExactly("otp");
        assertThat(verified.countsAsSecondFactor()).isFalse();
    }

    @Test
    void aHundredWrongInARowDisableTheKindAndTheOwnerIsToldOnce() {
        for (var i = 0; i < 100; i++) {
            stored.clock.advance(Duration.ofMinutes(2));
            wrong(challenge());
        }
        assertThat(stored.told(USER)).containsExactly("account.factors-disabled.v1");

        stored.clock.advance(Duration.ofMinutes(2));
        var asked = app.asked.get();
        assertThat(answer(challenge(), "app", RIGHT, ORIGIN)).isEqualTo(FactorInvalid.class);
        assertThat(app.asked).hasValue(asked).hasValue(100);
        assertThat(stored.told(USER)).hasSize(1);
        assertThat(stored.factors.has(USER))
                .as("guessing must not end the asking")
                .isTrue();
        assertThat(stored.factors.kindsOf(stored.user(USER))).containsExactly("mail");
    }

    @Test
    void aRightAnswerEndsTheRow() {
        for (var i = 0; i < 99; i++) {
            stored.clock.advance(Duration.ofMinutes(2));
            wrong(challenge());
        }
        stored.clock.advance(Duration.ofMinutes(2));
        check.check(challenge(), "app", RIGHT, ORIGIN);
        stored.clock.advance(Duration.ofMinutes(2));
        wrong(challenge());

        assertThat(stored.told(USER)).isEmpty();
    }

    @Test
    void nobodyElsesFactorAnswersAChallenge() {
        var theirs = stored.challenges.open("usr_2", Purpose.SIGN_IN);

        assertThat(answer(theirs, "app", RIGHT, ORIGIN)).isEqualTo(FactorInvalid.class);
        assertThat(app.asked).hasValue(0);
    }

    @Test
    void aKindThatIsNoneCountsAgainstNobody() {
        assertThatExceptionOfType(UnacceptableInput.class)
                .isThrownBy(() -> check.check(challenge(), "$where", RIGHT, ORIGIN));
        assertThat(stored.records.of(USER).guesses()).isEqualTo(Guesses.NONE);
    }

    @Test
    void aChallengeIsThePersonsAndForItsPurposeUntilItIsOver() {
        var challenge = challenge();
        var id = challenge.id();

        assertThat(stored.challenges.require(USER, id, Purpose.SIGN_IN)).isEqualTo(challenge);
        for (var forged :
                new String[] {id + "0", id.replace("sign-in", "step-up"), id.substring(1), "", "chl_", "x".repeat(9_999)
                }) {
            assertThatExceptionOfType(ChallengeOver.class)
                    .isThrownBy(() -> stored.challenges.require(USER, forged, Purpose.SIGN_IN));
        }
        assertThatExceptionOfType(ChallengeOver.class)
                .isThrownBy(() -> stored.challenges.require("usr_2", id, Purpose.SIGN_IN));
        assertThatExceptionOfType(ChallengeOver.class)
                .isThrownBy(() -> stored.challenges.require(USER, id, Purpose.STEP_UP));
        stored.clock.advance(Challenges.LIFETIME);
        assertThatExceptionOfType(ChallengeOver.class)
                .isThrownBy(() -> stored.challenges.require(USER, id, Purpose.SIGN_IN));
    }
}
