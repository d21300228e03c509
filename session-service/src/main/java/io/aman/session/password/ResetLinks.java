package io.aman.session.password;

import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.platform.Secret;
import java.time.Instant;
import java.util.Optional;

/** The one link a person may have to choose a new password. */
interface ResetLinks {

    /**
     * @param email the address it was sent to
     * @param over the mark of the password at that time: the link dies with it
     */
    record Link(String userId, String email, String over) {}

    /**
     * Stores a link in place of an older one, together with what tells of it; nothing where the person was sent too many.
     *
     * @return whether it was stored
     */
    boolean add(Link link, Secret token, Instant now, PasswordResetRequested told);

    /** Empty for a token that is over, was replaced, or never was. */
    Optional<Link> find(Secret token, Instant now);

    /** Voids the person's link. */
    void remove(String userId);
}
