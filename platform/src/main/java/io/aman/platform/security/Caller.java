package io.aman.platform.security;

import io.aman.events.Actor;
import java.time.Duration;
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

    /** As long ago may be, for rules that {@link RequireFreshSignIn} cannot say, what it asks for. */
    public static final Duration FRESH = Duration.ofSeconds(RequireFreshSignIn.SECONDS);

    /** As {@link AccessToken#permits}. */
    public boolean permits(String permission) {
        return AccessToken.permits(permissions, permission);
    }

    /** Who really acts: the administrator behind an impersonation, else the user. */
    public Actor actor() {
        return actor(null);
    }

    /** @param reason what they gave as their reason */
    public Actor actor(@Nullable String reason) {
        return Actor.user(impersonator == null ? userId : impersonator, address).because(reason);
    }

    /** As below, where it may be {@link #FRESH}. */
    public void requireFreshSignIn(Instant now) {
        requireFreshSignIn(FRESH, now);
    }

    /**
     * Lets only somebody go on who has proved lately who they are; for rules that {@link RequireFreshSignIn} cannot say.
     *
     * @throws StepUpRequired when that is longer ago than {@code maxAge}, or was never done
     * @throws ImpersonationNotAllowed when somebody else acts as the user
     */
    public void requireFreshSignIn(Duration maxAge, Instant now) {
        if (impersonator != null) {
            throw new ImpersonationNotAllowed();
        }
        if (authenticatedAt == null || authenticatedAt.plus(maxAge).isBefore(now)) {
            throw new StepUpRequired(maxAge);
        }
    }
}
