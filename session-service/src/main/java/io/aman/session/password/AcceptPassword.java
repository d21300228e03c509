package io.aman.session.password;

import io.aman.session.identity.Password;
import io.aman.session.password.breach.BreachCheck;
import java.util.Set;

/** Decides whether a password may be set: the rules first, then, for what keeps them, whether a breach has it. */
public final class AcceptPassword {

    private final PasswordRules rules;
    private final BreachCheck breaches;

    AcceptPassword(PasswordRules rules, BreachCheck breaches) {
        this.rules = rules;
        this.breaches = breaches;
    }

    /**
     * Lets nothing but an acceptable one pass; takes the same whether the person is known or not.
     *
     * @param hasFactor whether a second factor is asked for beside it
     * @throws PasswordError with every reason that is known
     */
    public void require(Password password, OwnWords own, boolean hasFactor) {
        var verdict = rules.judge(password, own, hasFactor);
        if (!verdict.isAcceptable()) {
            throw new PasswordError.Refused(verdict.weaknesses());
        }
        switch (breaches.of(password)) {
            case CLEAN -> {}
            case BREACHED -> throw new PasswordError.Refused(Set.of(Weakness.BREACHED));
            case AWAY -> throw new PasswordError.BreachUnknown();
        }
    }
}
