package io.aman.session.access;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.Caller;
import java.util.Set;

/** What an administrator may do at most: nobody gives more than they have. */
record Authority(Set<String> permissions) {

    private static final String ADMINISTERS = ".admin";

    static Authority of(Caller caller) {
        return new Authority(caller.permissions());
    }

    /** @throws AccessError.BeyondOwnPermissions when they have not all of these */
    void requireToGive(Set<String> given) {
        if (!permissions.contains(AccessToken.ALL) && !permissions.containsAll(given)) {
            throw new AccessError.BeyondOwnPermissions();
        }
    }

    /**
     * @param theirs what the other one may do
     * @throws AccessError.BeyondOwnPermissions when the other one may do everything, and they may not
     */
    void requireOver(Set<String> theirs) {
        if (theirs.contains(AccessToken.ALL) && !permissions.contains(AccessToken.ALL)) {
            throw new AccessError.BeyondOwnPermissions();
        }
    }

    /** Whether these make an administrator, of whatever it is. */
    static boolean administers(Set<String> permissions) {
        return permissions.contains(AccessToken.ALL)
                || permissions.stream().anyMatch(permission -> permission.endsWith(ADMINISTERS));
    }
}
