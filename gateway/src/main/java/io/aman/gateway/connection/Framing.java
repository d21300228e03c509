package io.aman.gateway.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Whether another server on the way could see other requests in the same bytes. What RFC 9112 lets a server mend is
 * refused: whoever stands before us may not have mended it the same way.
 */
final class Framing {

    private static final int MAX_LENGTH_DIGITS = 15;

    private Framing() {}

    /** Why it is refused; null where it is plain. */
    static @Nullable Refusal flaw(HttpRequest request) {
        var version = request.protocolVersion();
        var isCurrent = HttpVersion.HTTP_1_1.equals(version);
        if (!isCurrent && !HttpVersion.HTTP_1_0.equals(version)) {
            return Refusal.MALFORMED_REQUEST;
        }
        var method = request.method();
        if (HttpMethod.CONNECT.equals(method) || HttpMethod.TRACE.equals(method)) {
            return Refusal.METHOD_NOT_ALLOWED;
        }
        return isPlain(request.headers(), isCurrent) ? null : Refusal.MALFORMED_REQUEST;
    }

    /** One host, and one way at most to tell where the body ends. */
    private static boolean isPlain(HttpHeaders headers, boolean isCurrent) {
        var hosts = 0;
        var bounds = 0;
        var entries = headers.iteratorCharSequence();
        while (entries.hasNext()) {
            var entry = entries.next();
            var name = entry.getKey();
            var value = entry.getValue();
            if (is(HttpHeaderNames.HOST, name)) {
                hosts++;
                if (!isHost(value)) {
                    return false;
                }
            } else if (is(HttpHeaderNames.CONTENT_LENGTH, name)) {
                bounds++;
                if (!isLength(value)) {
                    return false;
                }
            } else if (is(HttpHeaderNames.TRANSFER_ENCODING, name)) {
                bounds++;
                // a folded line begins with a space here, a list has a comma, and a coding we don't know is none
                if (!isCurrent || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(value)) {
                    return false;
                }
            }
        }
        return bounds <= 1 && hosts <= 1 && (hosts == 1 || !isCurrent);
    }

    private static boolean is(AsciiString known, CharSequence name) {
        return known.length() == name.length() && known.contentEqualsIgnoreCase(name);
    }

    private static boolean isLength(CharSequence value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH_DIGITS) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isBetween('0', value.charAt(i), '9')) {
                return false;
            }
        }
        return true;
    }

    /** A name or an address with an optional port; empty is allowed by RFC 9112, section 3.2, and refused here. */
    private static boolean isHost(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            var isPlain = isBetween('a', c, 'z')
                    || isBetween('A', c, 'Z')
                    || isBetween('0', c, '9')
                    || "-._:[]".indexOf(c) >= 0;
            if (!isPlain) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean isBetween(char first, char c, char last) {
        return c >= first && c <= last;
    }
}
