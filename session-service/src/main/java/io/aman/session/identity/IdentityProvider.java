package io.aman.session.identity;

import io.aman.platform.page.InvalidCursor;
import io.aman.platform.page.Page;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of people. Sessions, tokens and second factors are not its business.
 *
 * <p>How long an answer takes tells nobody whether an address is known.
 */
public interface IdentityProvider {

    /**
     * Whether {@link #verify} checks passwords at all. Where not, people sign in at the directory's own pages, and every
     * password is {@link Verification.Unavailable}.
     */
    default boolean checksPasswords() {
        return true;
    }

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

    /**
     * People whose e-mail address begins with {@code query}, or the one whose id it is; all where there is none. In an
     * order of the directory's own that stays the same from page to page.
     *
     * @param limit at most this many
     * @param cursor what the page before ended with
     * @throws InvalidCursor when no page ended with it
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    Page<User> search(@Nullable String query, int limit, @Nullable String cursor);

    /**
     * Up to {@code limit} people who have the role and are enabled.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    List<User> enabledWith(String role, int limit);

    /**
     * Opens or closes an account; an unknown one stays unknown. What is signed in already is the caller's business.
     *
     * @throws IdentityUnavailable when the directory cannot answer now: it may have changed all the same
     */
    void setEnabled(String userId, boolean enabled);

    /**
     * Gives a person exactly these roles; an unknown one stays unknown.
     *
     * @throws IdentityUnavailable when the directory cannot answer now: some may have changed all the same
     */
    void setRoles(String userId, Set<String> roles);

    /**
     * Ends what the directory itself remembers of a person's sign-ins, where it does.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    void endIdentitySessions(String userId);

    /**
     * Ends the one sign-in that the directory remembers under this name; an unknown one stays unknown.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    void endIdentitySession(String identitySession);

    /**
     * Has the directory send the person a link by which they choose a new password; nobody else sees it.
     *
     * @return false where it sends none: nothing has happened
     * @throws IdentityUnavailable when the directory cannot answer, or send, now
     */
    boolean sendPasswordReset(String userId);
}
