package io.aman.security.lockout;

import io.aman.platform.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was tried too often, and cannot be tried for a while.
 *
 * @param key under which attempts are counted
 * @param userId whose account it is; null where that is not known, or there is no such account
 * @param at when the lock began
 * @param locks how many there were before without the owner coming in, with this one
 */
record Locked(String key, @Nullable String userId, Instant at, Instant until, int locks) {

    /** Names it in lists. */
    String id() {
        return id(key);
    }

    static String id(String key) {
        return Ids.derived("lck_", key);
    }
}
