package io.aman.gateway.call;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What headers say of the connection they came over: it ends here (RFC 9110, section 7.6.1). */
public final class Connections {

    private Connections() {}

    /** The names, in lower case, that {@code Connection} says end here, besides itself. */
    public static Set<String> named(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return Set.of();
        }
        var named = new HashSet<String>();
        for (var line : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (var option : line.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
