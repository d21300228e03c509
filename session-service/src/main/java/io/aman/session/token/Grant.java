package io.aman.session.token;

import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an access token is to say.
 *
 * @param permissions exact names
 * @param authenticatedAt when the person last proved who they are
 * @param methods how, by the names of RFC 8176
 * @param actor the user id of who acts as the person, where somebody does
 * @param limits what the person's roles allow them; {@link Limits#NONE} where they say nothing
 */
public record Grant(
        String userId,
        String sessionId,
        Set<String> permissions,
        Instant authenticatedAt,
        List<String> methods,
        @Nullable String actor,
        Standing standing,
        Limits limits) {

    public Grant {
        permissions = Set.copyOf(permissions);
        methods = List.copyOf(methods);
    }
}
