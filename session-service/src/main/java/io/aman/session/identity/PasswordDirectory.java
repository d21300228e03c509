package io.aman.session.identity;

import io.aman.events.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The passwords of a directory's people: set and told about, never read.
 *
 * <p>Every one of these throws {@link IdentityUnavailable} when the directory cannot answer now; after {@link #set} the
 * password may be either one then.
 */
public interface PasswordDirectory {

    /** Somebody whose password is getting old. */
    record Aging(User user, Instant changedAt) {}

    Optional<User> withAddress(EmailAddress email);

    /** Empty for nobody, and for somebody without a password. */
    Optional<PasswordState> stateOf(String userId);

    /** Sets a password, and tells of it, or does neither. Of several over the same one, one is set. */
    PasswordOutcome set(String userId, NewPassword chosen);

    /**
     * Some of those who may sign in, whose password is of that time, and who were not told of these days, or fewer.
     *
     * @param setAfter excluding this instant
     * @param setBefore including this instant
     */
    List<Aging> aging(Instant setAfter, Instant setBefore, int days, int limit);

    /**
     * Tells somebody, once, whoever else is about to.
     *
     * @param told published under the person's id
     * @return whether it was told by this; not where the password is another one by now
     */
    boolean tellOnce(Aging person, int days, DomainEvent told);
}
