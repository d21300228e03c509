package io.aman.session.password;

import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.User;
import io.aman.session.mfa.SecondFactors;
import java.time.Clock;

/** Knows when a password is too old to open anything but its own change. */
public final class PasswordAge {

    private final PasswordPolicy policy;
    private final PasswordDirectory passwords;
    private final SecondFactors factors;
    private final ExpiredTokens tokens;
    private final Clock clock;

    PasswordAge(
            PasswordPolicy policy,
            PasswordDirectory passwords,
            SecondFactors factors,
            ExpiredTokens tokens,
            Clock clock) {
        this.policy = policy;
        this.passwords = passwords;
        this.factors = factors;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Lets only somebody go on whose password is young enough; asked when everything else was proved, so that nobody
     * else hears of its age.
     *
     * @throws PasswordError.Expired with what opens its change
     */
    public void requireYoung(User user) {
        var maxAge = policy.maxAge(factors.has(user.id()));
        if (maxAge.isZero()) {
            return;
        }
        var old = passwords
                .stateOf(user.id())
                .filter(state -> !clock.instant().isBefore(state.changedAt().plus(maxAge)));
        if (old.isPresent()) {
            throw new PasswordError.Expired(tokens.issue(user.id(), old.get().mark()), tokens.lifetime());
        }
    }
}
