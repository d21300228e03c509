package io.aman.gateway.edge;

import io.aman.platform.security.ClientDevice;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * What a route asks of its caller, and what it is given of theirs. A cookie passes only where somebody signs in, in both
 * directions: by redirects any, else the one of a trusted device.
 */
enum Access {
    /** A verified access token of a session that is not over. */
    TOKEN(true, Cookies.NONE),
    /** Nothing; a token that comes along is dropped, so that an expired one can't stand in the way of a refresh. */
    PUBLIC(false, Cookies.NONE),
    /** Nothing; whoever answers may look at a token that comes along. */
    ANYBODY(true, Cookies.NONE),
    /** Nothing here; cookies pass. */
    BROWSER(false, Cookies.ANY),
    /** Nothing here; of cookies only {@link DeviceCookie} passes. */
    DEVICE(false, Cookies.DEVICE),
    /** Credentials of a client, not of a person: the service verifies them (RFC 7662, section 2.1). */
    CLIENT(true, Cookies.NONE),
    /**
     * A signature that the service verifies, over the raw bytes or in a link; no token and no cookie is passed on (D10). A page of
     * another origin may send one, since a payment page does: it can act for nobody.
     */
    WEBHOOK(false, Cookies.NONE);

    private enum Cookies {
        NONE,
        DEVICE,
        ANY
    }

    private static final AsciiString DEVICE_NAME = AsciiString.cached(ClientDevice.HEADER);

    private final boolean keepsToken;
    private final Cookies cookies;

    Access(boolean keepsToken, Cookies cookies) {
        this.keepsToken = keepsToken;
        this.cookies = cookies;
    }

    /**
     * Drops what is not passed on; where a token is needed the service is told the device instead of its cookie, and where
     * somebody signs in a browser that has none is given one.
     *
     * @param headers of the request
     * @param answer the headers of what it is answered
     */
    void drop(HttpHeaders headers, HttpHeaders answer) {
        if (this == TOKEN && headers.contains(HttpHeaderNames.COOKIE)) {
            BrowserCookie.device(headers.getAll(HttpHeaderNames.COOKIE))
                    .ifPresent(device -> headers.set(DEVICE_NAME, device));
        } else if (cookies != Cookies.NONE
                && BrowserCookie.device(headers.getAll(HttpHeaderNames.COOKIE)).isEmpty()) {
            answer.add(HttpHeaderNames.SET_COOKIE, BrowserCookie.fresh());
        }
        if (!keepsToken) {
            headers.remove(HttpHeaderNames.AUTHORIZATION);
        }
        switch (cookies) {
            case ANY -> {}
            case NONE -> headers.remove(HttpHeaderNames.COOKIE);
            case DEVICE -> {
                var device = DeviceCookie.sent(headers.getAll(HttpHeaderNames.COOKIE));
                headers.remove(HttpHeaderNames.COOKIE);
                device.ifPresent(cookie -> headers.set(HttpHeaderNames.COOKIE, cookie));
            }
        }
    }

    /** Whether an answer may set that cookie, a value of {@code Set-Cookie}. */
    boolean passes(CharSequence cookie) {
        return switch (cookies) {
            case ANY -> true;
            case NONE -> false;
            case DEVICE -> DeviceCookie.isSetBy(cookie.toString());
        };
    }
}
