package io.aman.gateway.edge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;

/**
 * What a route asks of its caller, and what it is given of theirs. It belongs to the route, so that matching and checking
 * can never disagree. A cookie passes only where a browser signs in by redirects, in both directions.
 */
enum Access {
    /** A verified access token of a session that is not over. */
    TOKEN,
    /** Nothing; a token that comes along is dropped, so that an expired one can't stand in the way of a refresh. */
    PUBLIC,
    /** Nothing here; cookies pass. */
    BROWSER,
    /** Credentials of a client, not of a person: the service verifies them (RFC 7662, section 2.1). */
    CLIENT,
    /**
     * A signature that the service verifies over the raw bytes; no token and no cookie is passed on (D10). A page of
     * another origin may send one, since a payment page does: it can act for nobody.
     */
    WEBHOOK;

    static final String METADATA = "access";

    static Access of(Route route) {
        return (Access) Objects.requireNonNull(route.getMetadata().get(METADATA));
    }

    static boolean keepsCookies(@Nullable Route route) {
        return route != null && of(route) == BROWSER;
    }
}
