package io.aman.session.mfa;

import io.aman.session.identity.User;
import java.time.Instant;
import java.util.Optional;

/** Who has to have a second factor. */
public interface FactorPolicy {

    boolean demands(User user);

    /** Until when they sign in without one; empty where there is no such time, or none is demanded. */
    Optional<Instant> deadline(User user);
}
