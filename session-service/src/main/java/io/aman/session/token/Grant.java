package io.aman.session.token;

import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.Assurance;
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
 * @param assurance how sure it is that it is them, and what it takes to be surer
 */
public record Grant(
        String userId,
        String sessionId,
        Set<String> permissions,
        Instant authenticatedAt,
        List<String> methods,
        @Nullable String actor,
        Standing standing,
        Limits limits,
        Assurance assurance) {

    /** The level follows from the methods; nobody asks for more. */
    public Grant(
            String userId,
            String sessionId,
            Set<String> permissions,
            Instant authenticatedAt,
            List<String> methods,
            @Nullable String actor,
            Standing standing,
            Limits limits) {
        this(userId, sessionId, permissions, authenticatedAt, methods, actor, standing, limits, Assurance.of(methods));
    }

    public Grant {
        permissions = Set.copyOf(permissions);
        methods = List.copyOf(methods);
    }

    /** The same for somebody who has a second factor, or has to get one before anything else. */
    public Grant with(Assurance other) {
        return new Grant(userId, sessionId, permissions, authenticatedAt, methods, actor, standing, limits, other);
    }
}
