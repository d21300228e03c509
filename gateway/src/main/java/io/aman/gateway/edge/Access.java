package io.aman.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What a route asks of its caller, and what it is given of theirs. A cookie passes only where a browser signs in by
 * redirects, in both directions.
 */
enum Access {
    /** A verified access token of a session that is not over. */
    TOKEN(true, false),
    /** Nothing; a token that comes along is dropped, so that an expired one can't stand in the way of a refresh. */
    PUBLIC(false, false),
    /** Nothing; whoever answers may look at a token that comes along. */
    ANYBODY(true, false),
    /** Nothing here; cookies pass. */
    BROWSER(false, true),
    /** Credentials of a client, not of a person: the service verifies them (RFC 7662, section 2.1). */
    CLIENT(true, false),
    /**
     * A signature that the service verifies over the raw bytes; no token and no cookie is passed on (D10). A page of
     * another origin may send one, since a payment page does: it can act for nobody.
     */
    WEBHOOK(false, false);

    private final boolean keepsToken;
    private final boolean keepsCookies;

    Access(boolean keepsToken, boolean keepsCookies) {
        this.keepsToken = keepsToken;
        this.keepsCookies = keepsCookies;
    }

    boolean keepsCookies() {
        return keepsCookies;
    }

    /** Drops what is not passed on. */
    void drop(HttpHeaders headers) {
        if (!keepsToken) {
            headers.remove(HttpHeaderNames.AUTHORIZATION);
        }
        if (!keepsCookies) {
            headers.remove(HttpHeaderNames.COOKIE);
        }
    }
}
