package io.aman.session.identity;

import java.time.Instant;
import java.util.List;

/**
 * What a directory says of somebody who signed in at its own pages.
 *
 * @param authenticatedAt when they proved who they are; may be long ago
 * @param methods names of RFC 8176; none where the directory does not say
 * @param identitySession the session there, by whose end ours ends
 * @param arrivedAt when they came back from there
 */
public record Vouched(
        String userId, Instant authenticatedAt, List<String> methods, String identitySession, Instant arrivedAt) {

    public Vouched {
        methods = List.copyOf(methods);
    }
}
