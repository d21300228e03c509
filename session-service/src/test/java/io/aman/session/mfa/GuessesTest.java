package io.aman.session.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.mfa.Guesses.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private Guesses guesses = Guesses.NONE;

    /** Compared with a log of everything that was ever checked. */
    @Property
    void noMoreAreEverCheckedThanMayBe(
            @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 3) Integer> challenges,
            @ForAll @Size(min = 80, max = 80) List<@IntRange(min = 0, max = 240) Integer> pauses,
            @ForAll @Size(min = 80, max = 80) List<@IntRange(min = 0, max = 9) Integer> luck) {
        var current = Guesses.NONE;
        var wrong = new ArrayList<Guesses.Try>();
        var spent = new ArrayList<String>();
        var now = NOW;
        for (var i = 0; i < challenges.size(); i++) {
            now = now.plusSeconds(pauses.get(i));
            var challenge = challenge(challenges.get(i));
            var since = now.minus(Guesses.WINDOW);
            var here = wrong.stream()
                    .filter(one ->
                            one.challenge().equals(challenge.key()) && one.at().isAfter(since))
                    .count();
            var all = wrong.stream().filter(one -> one.at().isAfter(since)).count();
            var mayBe = here < Guesses.PER_CHALLENGE && all < Guesses.PER_PERSON && !spent.contains(challenge.key());
            var verdict = current.reserve(challenge, "totp", now);
            assertThat(verdict instanceof Verdict.Check).isEqualTo(mayBe);
            if (verdict instanceof Verdict.Check check) {
                if (luck.get(i) == 0) {
                    current = check.next().succeeded(challenge, "totp", now, now);
                    spent.add(challenge.key());
                } else {
                    current = check.next();
                    wrong.add(new Guesses.Try(challenge.key(), now));
                }
            }
            assertThat(current.tries()).hasSizeLessThanOrEqualTo(Guesses.PER_PERSON);
        }
    }

    @Test
    void aChallengeDiesAtFive() {
        for (var i = 0; i < 5; i++) {
            guess(challenge(1));
        }

        assertThat(guesses.reserve(challenge(1), "totp", NOW)).isInstanceOf(Verdict.Over.class);
        assertThat(guesses.reserve(challenge(2), "totp", NOW)).isInstanceOf(Verdict.Check.class);
    }

    @Test
    void thePersonIsHeldAtTenUntilTheOldestIsFifteenMinutesAgo() {
        for (var i = 0; i < 10; i++) {
            guess(challenge(i));
        }

        var held = guesses.reserve(challenge(11), "sms", NOW.plusSeconds(60));
        assertThat(held).isEqualTo(new Verdict.Held(NOW.plus(Guesses.WINDOW)));
        assertThat(guesses.reserve(challenge(11), "sms", NOW.plus(Guesses.WINDOW)))
                .isInstanceOf(Verdict.Check.class);
    }

    @Test
    void aRightAnswerUsesTheChallengeUpAndCountsAgainstNobody() {
        guess(challenge(1));
        guess(challenge(1));
        guesses = guesses.succeeded(challenge(1), "totp", NOW, NOW);

        assertThat(guesses.tries()).hasSize(1);
        assertThat(guesses.inARow()).isEmpty();
        assertThat(guesses.reserve(challenge(1), "totp", NOW)).isInstanceOf(Verdict.Over.class);
    }

    @Test
    void anotherKindsSuccessLeavesTheRow() {
        guess(challenge(1));
        guesses = guesses.succeeded(challenge(1), "sms", NOW, NOW);

        assertThat(guesses.inARow()).containsExactly(Map.entry("totp", 1));
    }

    private void guess(Challenge challenge) {
        if (guesses.reserve(challenge, "totp", NOW) instanceof Verdict.Check check) {
            guesses = check.next();
        }
    }

    private static Challenge challenge(int number) {
        var id = "chl_%032d-sign-in".formatted(number);
        return new Challenge(id, "usr_1", Purpose.SIGN_IN, NOW.plus(Duration.ofDays(1)));
    }
}
