package io.aman.session.identity;

import java.util.Optional;

/**
 * A directory of people. Sessions, tokens and second factors are not its business.
 *
 * <p>How long an answer takes tells nobody whether an address is known.
 */
public interface IdentityProvider {

    /** Checks a password; an unknown address takes as long as a known one. */
    Verification verify(EmailAddress email, Password password);

    /**
     * Takes as long as {@link #verify} and knows nobody: for attempts that are refused without a check.
     *
     * @return {@link Verification.Bad} or {@link Verification.Unavailable}
     */
    Verification decoy(Password password);

    /**
     * Creates an account with the role {@code USER}. A known address changes nothing but that its owner is told; the
     * caller cannot tell the difference.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    void register(NewUser user);

    /** @throws IdentityUnavailable when the directory cannot answer now */
    Optional<User> find(String userId);
}
