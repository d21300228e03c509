package io.aman.platform.security;

import io.aman.events.Actor;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls; a controller takes it as a parameter.
 *
 * @param userId the user's id, or {@code service:<name>}
 * @param address the client's address as the gateway saw it
 * @param authenticatedAt when the person last proved who they are; null for a service
 * @param impersonator the user id of who acts as this user, where somebody does
 */
public record Caller(
        String userId,
        String sessionId,
        Set<String> permissions,
        String address,
        @Nullable Instant authenticatedAt,
        @Nullable String impersonator) {

    /** Who really acts: the administrator behind an impersonation, else the user. */
    public Actor actor() {
        return actor(null);
    }

    /** @param reason what they gave as their reason */
    public Actor actor(@Nullable String reason) {
        return new Actor("user:" + (impersonator == null ? userId : impersonator), address, reason);
    }
}
