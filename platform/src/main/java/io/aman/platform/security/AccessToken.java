package io.aman.platform.security;

import java.time.Instant;
import java.util.Set;

/**
 * What a verified access token says; never the token itself.
 *
 * @param subject the user's id, or {@code service:<name>} for a service's own token
 * @param sessionId the session the token belongs to: revocation goes by it
 * @param permissions exact names; {@code ALL} passes every permission check
 * @param expiresAt after this, and a minute of clock skew, it is refused
 */
public record AccessToken(String subject, String sessionId, Set<String> permissions, Instant expiresAt) {

    /** The one permission that stands for every other. */
    public static final String ALL = "ALL";

    public AccessToken {
        permissions = Set.copyOf(permissions);
    }

    public boolean permits(String permission) {
        return permissions.contains(permission) || permissions.contains(ALL);
    }
}
