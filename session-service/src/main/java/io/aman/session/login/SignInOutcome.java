package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.session.mfa.Challenge;
import java.util.Set;

/** What somebody has who proved the first half of who they are. */
sealed interface SignInOutcome permits SignedIn, SignInOutcome.FactorDue {

    /**
     * They are asked for a second factor.
     *
     * @param token opens the second step and nothing else
     * @param kinds what they may answer with, those that count most first
     */
    record FactorDue(Secret token, Challenge challenge, Set<String> kinds) implements SignInOutcome {}
}
