package io.aman.gateway.upstream;

import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Only what is meant for the other end goes on; each side frames its own body. It stands in place of five filters of the
 * framework, of which each copies all headers; what else they drop is not let in at the edge.
 */
final class EndToEndFilter implements HttpHeadersFilter {

    /** RFC 9110, section 7.6.1, and the framing. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        var isFramed = headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (!isFramed && !headers.containsHeader(HttpHeaders.CONNECTION) && !hasAny(headers)) {
            return headers;
        }
        var kept = new HttpHeaders();
        var named = headers.getConnection().stream()
                .map(option -> option.toLowerCase(Locale.ROOT))
                .toList();
        headers.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!OURS.contains(lower) && !named.contains(lower)) {
                kept.addAll(name, values);
            }
        });
        if (isFramed) {
            kept.remove(HttpHeaders.CONTENT_LENGTH);
        }
        return kept;
    }

    private static boolean hasAny(HttpHeaders headers) {
        for (var name : OURS) {
            if (headers.containsHeader(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean supports(Type type) {
        return true;
    }
}
