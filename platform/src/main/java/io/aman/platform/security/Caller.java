package io.aman.platform.security;

import io.aman.events.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls; a controller takes it as a parameter.
 *
 * @param userId the user's id, or {@code service:<name>}
 * @param address the client's address as the gateway saw it
 * @param authenticatedAt when the person last proved who they are; null for a service
 * @param impersonator the user id of who acts as this user, where somebody does
 * @param assurance how sure it is that it is them
 */
public record Caller(
        String userId,
        String sessionId,
        Set<String> permissions,
        String address,
        @Nullable Instant authenticatedAt,
        @Nullable String impersonator,
        Assurance assurance) {

    /** As long ago may be, for rules that {@link RequireFreshSignIn} cannot say, what it asks for. */
    public static final Duration FRESH = Duration.ofSeconds(RequireFreshSignIn.SECONDS);

    /** Somebody who has one factor. */
    public Caller(
            String userId,
            String sessionId,
            Set<String> permissions,
            String address,
            @Nullable Instant authenticatedAt,
            @Nullable String impersonator) {
        this(userId, sessionId, permissions, address, authenticatedAt, impersonator, Assurance.SINGLE);
    }

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

    /** The same one as a later proof than the token's says: when it was, and by which methods of RFC 8176. */
    public Caller provedAt(Instant at, List<String> methods) {
        var proved = new Assurance(Assurance.of(methods).level(), assurance.stepUp(), assurance.enrolOnly());
        return new Caller(userId, sessionId, permissions, address, at, impersonator, proved);
    }

    /** As below, where it may be {@link #FRESH}. */
    public void requireFreshSignIn(Instant now) {
        requireFreshSignIn(FRESH, now);
    }

    /** As below, with a second factor if the person has one. */
    public void requireFreshSignIn(Duration maxAge, Instant now) {
        requireFreshSignIn(maxAge, Assurance.AAL1, now);
    }

    /**
     * Lets only somebody go on who has proved lately who they are: by a second factor, if they have one. For rules that
     * {@link RequireFreshSignIn} cannot say.
     *
     * @param level {@link Assurance#AAL2} where it takes a second factor in any case
     * @throws StepUpRequired when that is longer ago than {@code maxAge}, was never done, or not as surely
     * @throws ImpersonationNotAllowed when somebody else acts as the user
     */
    public void requireFreshSignIn(Duration maxAge, String level, Instant now) {
        if (impersonator != null) {
            throw new ImpersonationNotAllowed();
        }
        var needed = assurance.needed(level);
        if (authenticatedAt == null || authenticatedAt.plus(maxAge).isBefore(now) || !assurance.reaches(needed)) {
            throw new StepUpRequired(maxAge, needed);
        }
    }
}
