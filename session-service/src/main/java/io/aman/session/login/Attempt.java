package io.aman.session.login;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that was counted before anything is checked.
 *
 * @param id names it in every event about it
 * @param accountKey the account that was meant, whether it exists or not
 * @param allowed whether the password may be checked at all
 * @param local whether it was counted here, as security-service was away
 * @param device at which the account's owner signed in before
 * @param lockedUntil until when the account is locked: it is already, or will be unless this attempt succeeds
 * @param challenge what has to be solved first; nothing was counted then
 */
record Attempt(
        String id,
        String accountKey,
        boolean allowed,
        boolean local,
        @Nullable KnownDevice device,
        @Nullable Instant lockedUntil,
        @Nullable Map<String, Object> challenge) {

    /** Counted by security-service, from no known device. */
    Attempt(String id, String accountKey, boolean allowed) {
        this(id, accountKey, allowed, false, null, null, null);
    }

    /** Counted here. */
    static Attempt local(String id, String accountKey, boolean allowed, @Nullable KnownDevice device) {
        return new Attempt(id, accountKey, allowed, true, device, null, null);
    }

    @Nullable
    String deviceKey() {
        return device == null ? null : device.key();
    }
}
