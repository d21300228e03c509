package io.aman.session.token;

import java.time.Instant;
import java.util.Set;

/**
 * What an access token is to say.
 *
 * @param permissions exact names
 * @param authenticatedAt when the person last proved who they are
 * @param generation the session's generation: raising the user's lowest one ends all older sessions at once
 */
public record Grant(
        String userId, String sessionId, Set<String> permissions, Instant authenticatedAt, long generation) {

    public Grant {
        permissions = Set.copyOf(permissions);
    }
}
