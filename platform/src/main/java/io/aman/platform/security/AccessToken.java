package io.aman.platform.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified access token says; never the token itself.
 *
 * @param subject the user's id, or {@code service:<name>} for a service's own token
 * @param sessionId the session the token belongs to: revocation goes by it
 * @param permissions exact names; {@code ALL} passes every permission check
 * @param expiresAt after this, and a minute of clock skew, it is refused
 * @param standing what later revocations of many tokens at once are compared with
 * @param authenticatedAt when the person last proved who they are; null in a service's token
 * @param actor the user id of who acts as the subject, where somebody does (RFC 8693, section 4.1)
 * @param limits what the person's roles allow them, claim {@code lim}; null where they say nothing
 * @param assurance how sure it is that it is them
 */
public record AccessToken(
        String subject,
        String sessionId,
        Set<String> permissions,
        Instant expiresAt,
        Standing standing,
        @Nullable Instant authenticatedAt,
        @Nullable String actor,
        @Nullable Limits limits,
        Assurance assurance) {

    /** The one permission that stands for every other. */
    public static final String ALL = "ALL";

    /**
     * Counters as they stood when the token was made; one that is absent is 0.
     *
     * @param generation of the session, claim {@code sgen}
     * @param permissionsVersion of the person's roles, claim {@code pv}
     * @param rolesVersion of what all roles grant, claim {@code rv}
     */
    public record Standing(long generation, long permissionsVersion, long rolesVersion) {}

    /** Of somebody who has one factor. */
    public AccessToken(
            String subject,
            String sessionId,
            Set<String> permissions,
            Instant expiresAt,
            Standing standing,
            @Nullable Instant authenticatedAt,
            @Nullable String actor,
            @Nullable Limits limits) {
        this(subject, sessionId, permissions, expiresAt, standing, authenticatedAt, actor, limits, Assurance.SINGLE);
    }

    public AccessToken {
        permissions = Set.copyOf(permissions);
    }

    public boolean permits(String permission) {
        return permits(permissions, permission);
    }

    public static boolean permits(Set<String> permissions, String permission) {
        return permissions.contains(permission) || permissions.contains(ALL);
    }
}
