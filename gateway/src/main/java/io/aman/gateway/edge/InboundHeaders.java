package io.aman.gateway.edge;

import io.aman.gateway.call.Connections;
import io.aman.gateway.call.HeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;

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

    private static final HeaderNames DROPPED =
            new HeaderNames(name -> isClaim(name.replace('_', '-')) || HOP_BY_HOP.contains(name.replace('_', '-')));

    private InboundHeaders() {}

    /**
     * Drops what is not for a service, also what {@code Connection} names. That is looked at before our own headers are
     * added, since {@code Connection: X-Client-Address} must not take that one away.
     */
    static void dropClaims(HttpHeaders headers) {
        for (var name : Connections.named(headers)) {
            if (!FRAMING.contains(name)) {
                headers.remove(name);
            }
        }
        DROPPED.drop(headers);
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
