package io.aman.session.mfa;

import io.aman.session.identity.User;
import io.aman.session.mfa.SecondFactor.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which second factors people have, and whether they need one. */
public final class SecondFactors {

    /** Those of {@link Factors}. */
    private static final Set<String> RECORDED = Set.of("totp", "sms");

    private final List<SecondFactor> kinds;
    private final FactorRecords records;
    private final FactorPolicy policy;
    private final Clock clock;

    SecondFactors(List<SecondFactor> kinds, FactorRecords records, FactorPolicy policy, Clock clock) {
        this.kinds = kinds.stream()
                .sorted(Comparator.comparing(SecondFactor::standing).thenComparing(SecondFactor::kind))
                .toList();
        this.records = records;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * What the person may be asked for now, those that count most first. One that a hundred wrong answers have disabled
     * is not among them, and one for recovery only where no policy demands a factor.
     */
    public Set<String> kindsOf(User user) {
        var disabled = records.of(user.id()).guesses().disabled().keySet();
        var demanded = policy.demands(user);
        var usable = new LinkedHashSet<String>();
        for (var factor : kinds) {
            var offered = factor.standing() != Standing.RECOVERY || !demanded;
            if (offered && !disabled.contains(factor.kind()) && factor.enrolled(user.id())) {
                usable.add(factor.kind());
            }
        }
        return usable;
    }

    /**
     * What the person may prove with, now, that a sign-in is theirs: as {@link #kindsOf}, but whoever has no factor gets a
     * code by mail, where any is sent, though a policy demands a factor. That proves no second factor either.
     */
    public Set<String> kindsToProve(User user) {
        var usable = kindsOf(user);
        if (usable.isEmpty() && !has(user.id())) {
            kinds.stream()
                    .filter(factor -> factor.standing() == Standing.RECOVERY && factor.enrolled(user.id()))
                    .forEach(factor -> usable.add(factor.kind()));
        }
        return usable;
    }

    /** Whether the person has one that they are asked for; a disabled one still is, or guessing would end the asking. */
    public boolean has(String userId) {
        return kinds.stream().anyMatch(factor -> factor.standing() == Standing.FACTOR && factor.enrolled(userId));
    }

    /** Whether the person has one that is not kept with the others, such as a passkey. */
    boolean hasElsewhere(String userId) {
        return kinds.stream()
                .anyMatch(factor -> factor.standing() == Standing.FACTOR
                        && !RECORDED.contains(factor.kind())
                        && factor.enrolled(userId));
    }

    /** Whether the person has one, or a policy demands one. */
    public boolean required(User user) {
        return policy.demands(user) || has(user.id());
    }

    /** Until when the person has to have one, where a policy demands it and they have none. */
    public Optional<Instant> enrolBefore(User user) {
        return policy.demands(user) && !has(user.id()) ? policy.deadline(user) : Optional.empty();
    }

    /** Whether that time is over, so that their sessions open nothing but the way to one. */
    public boolean mayOnlyEnrol(User user) {
        return enrolBefore(user)
                .filter(deadline -> !clock.instant().isBefore(deadline))
                .isPresent();
    }

    /** Whether this kind proves no second factor. */
    public boolean isForRecovery(String kind) {
        return ofKind(kind)
                .filter(factor -> factor.standing() == Standing.RECOVERY)
                .isPresent();
    }

    /** Empty where no such kind is known here. */
    Optional<SecondFactor> ofKind(String kind) {
        return kinds.stream().filter(factor -> factor.kind().equals(kind)).findFirst();
    }
}
