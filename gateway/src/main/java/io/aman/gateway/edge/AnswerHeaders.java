package io.aman.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/** What every answer tells browsers; a service may say more about caching and content, and nothing about the rest. */
final class AnswerHeaders {

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString FRAME_OPTIONS = AsciiString.cached("X-Frame-Options");
    private static final AsciiString DENY = AsciiString.cached("DENY");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
    private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");
    private static final AsciiString TRANSPORT_SECURITY = AsciiString.cached("Strict-Transport-Security");
    private static final AsciiString A_YEAR = AsciiString.cached("max-age=31536000");
    private static final AsciiString NOTHING = AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

    private AnswerHeaders() {}

    static void secure(HttpHeaders headers, String path) {
        headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        headers.set(FRAME_OPTIONS, DENY);
        headers.set(REFERRER_POLICY, NO_REFERRER);
        headers.set(TRANSPORT_SECURITY, A_YEAR);
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, NOTHING);
        if (path.startsWith("/api/")) {
            headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        }
    }
}
