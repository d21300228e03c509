package io.aman.session.login;

import org.jspecify.annotations.Nullable;

/**
 * A sign-in that was counted before anything is checked.
 *
 * @param id names it in every event about it
 * @param accountKey the account that was meant, whether it exists or not
 * @param allowed whether the password may be checked at all
 * @param local whether it was counted here, as security-service was away
 * @param device at which the account's owner signed in before
 */
record Attempt(
        String id,
        String accountKey,
        boolean allowed,
        boolean local,
        @Nullable KnownDevice device) {

    /** Counted by security-service, from no known device. */
    Attempt(String id, String accountKey, boolean allowed) {
        this(id, accountKey, allowed, false, null);
    }

    @Nullable
    String deviceKey() {
        return device == null ? null : device.key();
    }
}
