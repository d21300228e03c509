package io.aman.gateway.edge;

import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;

/** What a route asks of its caller. It belongs to the route, so that matching and checking can never disagree. */
enum Access {
    /** A verified access token of a session that is not over. */
    TOKEN,
    /** Nothing; a token that comes along is dropped, so that an expired one can't stand in the way of a refresh. */
    PUBLIC,
    /** A signature that the service verifies over the raw bytes; no token and no cookie is passed on (D10). */
    WEBHOOK;

    static final String METADATA = "access";

    static Access of(Route route) {
        return (Access) Objects.requireNonNull(route.getMetadata().get(METADATA));
    }
}
