package io.aman.session.identity.oidc;

import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.User;
import java.util.Optional;

/** Who the provider's subjects are to us. */
public interface Subjects {

    /**
     * The person, seen before or not.
     *
     * @throws IdentityUnavailable when the directory cannot answer now
     */
    Optional<User> bySubject(String subject);

    /** The id of the person, known or not. */
    String idOf(String subject);
}
