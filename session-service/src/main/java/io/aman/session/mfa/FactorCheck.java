package io.aman.session.mfa;

import io.aman.events.AccountEvent;
import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.mfa.Guesses.Verdict;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaError.TooManyTries;
import io.aman.session.mfa.SecondFactor.Standing;
import io.aman.session.session.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks answers of every kind of second factor. Each is counted, by one conditional write, before it is looked at:
 * never are more than five checked for a challenge, or ten for a person in fifteen minutes, however many come at once
 * and from wherever.
 */
public final class FactorCheck {

    /**
     * What was proved.
     *
     * @param methods names of RFC 8176, to be added to those of the first half; {@code mfa} where it counts as a second
     *     factor
     * @param backupCodesLeft where one was used
     */
    public record Verified(
            String kind, List<String> methods, @Nullable Integer backupCodesLeft) {

        public boolean countsAsSecondFactor() {
            return methods.contains(MFA);
        }
    }

    /** The name in RFC 8176 for more than one factor. */
    public static final String MFA = "mfa";

    private static final int MAX_ANSWER = 16 * 1024;

    private final SecondFactors factors;
    private final FactorRecords records;
    private final FactorEvents events;
    private final Clock clock;

    FactorCheck(SecondFactors factors, FactorRecords records, FactorEvents events, Clock clock) {
        this.factors = factors;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Checks an answer; a right one uses the challenge up.
     *
     * @throws FactorInvalid when it is wrong, whatever is wrong with it
     * @throws ChallengeOver when the challenge has had its tries or its success
     * @throws TooManyTries when the person has had theirs; nothing was checked
     * @throws UnacceptableInput when there is no such kind, or no answer is as long; nothing was counted
     */
    public Verified check(Challenge challenge, String kind, Secret answer, Origin origin) {
        var factor = factors.ofKind(kind).orElseThrow(() -> new UnacceptableInput("factor", "is none that there is"));
        if (answer.reveal().length() > MAX_ANSWER) {
            throw new UnacceptableInput("code", "is too long");
        }
        var userId = challenge.userId();
        var now = Factors.stored(clock.instant());
        var disabled = reserve(challenge, kind, origin, now);
        if (disabled || !factor.enrolled(userId) || !factor.verify(userId, challenge, answer)) {
            records.change(userId, before -> disabledWhereExhausted(before, kind, origin));
            throw new FactorInvalid();
        }
        return verified(factor, challenge, now);
    }

    /** @return whether the kind counts no more */
    private boolean reserve(Challenge challenge, String kind, Origin origin, Instant now) {
        return records.change(challenge.userId(), before -> switch (before.guesses()
                .reserve(challenge, kind, now)) {
            case Verdict.Over _ -> throw new ChallengeOver();
            case Verdict.Held held -> throw new TooManyTries(Duration.between(now, held.until()));
            case Verdict.Check _
            when before.guesses().isExhausted(kind) -> disabledWhereExhausted(before, kind, origin);
            case Verdict.Check check ->
                Change.silent(
                        before.withGuesses(check.next()),
                        before.guesses().disabled().containsKey(kind));
        });
    }

    /** A hundred in a row, and the owner is told once. */
    private Change<Factors, AccountEvent, Boolean> disabledWhereExhausted(Factors before, String kind, Origin origin) {
        var guesses = before.guesses();
        if (!guesses.isExhausted(kind)) {
            return Change.silent(before, false);
        }
        if (guesses.disabled().containsKey(kind)) {
            return Change.silent(before, true);
        }
        var at = Factors.stored(clock.instant());
        return new Change<>(
                before.withGuesses(guesses.disabling(kind, at)),
                List.of(events.disabled(before.userId(), kind, at, origin)),
                true);
    }

    private Verified verified(SecondFactor factor, Challenge challenge, Instant triedAt) {
        var now = Factors.stored(clock.instant());
        var after = records.change(challenge.userId(), before -> {
            if (before.guesses().isSpent(challenge)) {
                throw new ChallengeOver(); // another right answer was faster
            }
            var next = before.withGuesses(before.guesses().succeeded(challenge, factor.kind(), triedAt, now));
            return Change.silent(next, next);
        });
        var methods = factor.standing() == Standing.RECOVERY ? List.of(factor.amr()) : List.of(factor.amr(), MFA);
        var left = factor.standing() == Standing.SUBSTITUTE ? after.backupCodesLeft() : null;
        return new Verified(factor.kind(), methods, left);
    }
}
