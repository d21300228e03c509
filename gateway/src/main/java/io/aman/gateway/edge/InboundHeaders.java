package io.aman.gateway.edge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
            "traceparent",
            "tracestate",
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

    /** Names are few and come again; whoever makes up more than fit here is told no slower than without it. */
    private static final Map<String, Boolean> PASSING = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 1_000;

    private InboundHeaders() {}

    /**
     * Which of the names are kept.
     *
     * @param connection the options of {@code Connection}: they name what ends here, and are looked at before our own
     *     headers are added, since {@code Connection: X-Client-Address} must not take that one away
     */
    static Predicate<String> kept(List<String> connection) {
        var named = connection.stream()
                .map(option -> option.toLowerCase(Locale.ROOT))
                .filter(option -> !FRAMING.contains(option))
                .collect(Collectors.toUnmodifiableSet());
        return named.isEmpty()
                ? InboundHeaders::passes
                : name -> passes(name) && !named.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean passes(String name) {
        var known = PASSING.get(name);
        if (known != null) {
            return known;
        }
        var lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        var passes = !isClaim(lower) && !HOP_BY_HOP.contains(lower);
        if (PASSING.size() < MOST_KNOWN) {
            PASSING.put(name, passes);
        }
        return passes;
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
}
