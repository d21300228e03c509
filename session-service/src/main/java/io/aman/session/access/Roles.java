package io.aman.session.access;

import java.util.Set;

/** The roles people have and the permissions that each grants. */
public interface Roles {

    /** All that these roles grant together, as of now; a role that nobody defined grants nothing. */
    Set<String> permissionsOf(Set<String> roles);

    /**
     * Raised whenever a role grants something else: an access token that was made from an older one is refreshed. Read
     * before the permissions.
     */
    long version();
}
