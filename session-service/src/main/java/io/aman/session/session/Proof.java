package io.aman.session.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it was proved whose session this is.
 *
 * @param at when
 * @param methods names of RFC 8176: {@code pwd} for a password
 * @param actor the user id of the administrator who acts as the person, where one does
 * @param identitySession the session at the directory that vouched for it, where one did
 */
public record Proof(
        Instant at,
        List<String> methods,
        @Nullable String actor,
        @Nullable String identitySession) {

    public Proof {
        methods = List.copyOf(methods);
    }

    public static Proof password(Instant at) {
        return new Proof(at, List.of("pwd"), null, null);
    }
}
