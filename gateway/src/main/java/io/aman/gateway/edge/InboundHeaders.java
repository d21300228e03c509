package io.aman.gateway.edge;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Which headers of a request a service may see: nothing that claims who or where the client is, nor how it connects. */
final class InboundHeaders {

    /** What a proxy, a load balancer or a service of ours would say; from outside it is a lie. */
    private static final Set<String> CLAIMS = Set.of(
            "forwarded",
            "x-client-address",
            "x-client-ip",
            "x-real-ip",
            "x-cluster-client-ip",
            "x-remote-ip",
            "x-remote-addr",
            "x-remote-user",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-permissions",
            "x-roles",
            "x-request-id",
            "client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "remote-user");

    private static final List<String> CLAIM_PREFIXES =
            List.of("x-forwarded-", "x-original-", "x-user-", "x-session-", "x-auth-", "x-aman-", "x-envoy-");

    /** RFC 9110, section 7.6.1. Length and coding of the body stay: the client side of the gateway needs them. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "upgrade");

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "host", "authorization");

    private InboundHeaders() {}

    /** A copy that may be changed. */
    static HttpHeaders cleaned(HttpHeaders outside) {
        var named = namedByConnection(outside);
        var kept = new HttpHeaders();
        outside.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
            if (!isClaim(lower) && !HOP_BY_HOP.contains(lower) && !named.contains(lower)) {
                kept.addAll(name, values);
            }
        });
        return kept;
    }

    private static boolean isClaim(String name) {
        if (CLAIMS.contains(name)) {
            return true;
        }
        for (var prefix : CLAIM_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Resolved here, before ours are added: {@code Connection: X-Client-Address} must not take that header away. */
    private static Set<String> namedByConnection(HttpHeaders outside) {
        var options = outside.getConnection();
        if (options.isEmpty()) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        options.forEach(option -> named.add(option.toLowerCase(Locale.ROOT)));
        named.removeAll(FRAMING);
        return named;
    }
}
