package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.gateway.observe.ObservedRequest;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.ClientAddress;
import java.net.InetAddress;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The first checks: the shape, and who the client is. They cost no look-up and hold for every path. */
final class EdgeFilter implements WebFilter, Ordered {

    static final String REQUEST_ID = "X-Request-Id";
    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern REQUEST_ID_SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Nothing that two parsers could read differently: the path that was matched is the path that a service serves. */
    private static final Pattern NOT_PLAIN = Pattern.compile("//|\\\\|;|(?i:%2e|%2f|%3b|%5c|%00)|/\\.{1,2}(?:/|$)");

    /** What browsers and SDKs send has a few dozen; each one costs a look-up and a copy here and behind. */
    private static final int MAX_HEADERS = 100;

    private final TrustedProxies proxies;

    EdgeFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var requestId = requestId(request.getHeaders().getFirst(REQUEST_ID));
        var path = request.getURI().getRawPath();
        var client = proxies.client(peer(request), request.getHeaders().getOrEmpty(FORWARDED_FOR))
                .getHostAddress();
        var observed = exchange.<ObservedRequest>getRequiredAttribute(ObservedRequest.ATTRIBUTE);
        observed.identify(requestId, client);
        exchange.getResponse().beforeCommit(() -> {
            var headers = exchange.getResponse().getHeaders();
            secure(headers, path);
            headers.set(REQUEST_ID, requestId);
            headers.set(Traces.TRACEPARENT, observed.traceparent());
            if (!Access.keepsCookies(exchange.getAttribute(GATEWAY_ROUTE_ATTR))) {
                headers.remove(HttpHeaders.SET_COOKIE);
            }
            return Mono.empty();
        });
        if (!isPlain(path)) {
            return Mono.error(new EdgeError.PathNotPlain());
        }
        if (count(request.getHeaders()) > MAX_HEADERS) {
            return Mono.error(new EdgeError.TooManyHeaders(MAX_HEADERS));
        }
        var headers = inside(request.getHeaders());
        headers.set(ClientAddress.HEADER, client);
        headers.set(REQUEST_ID, requestId);
        observed.propagate(headers::set);
        return chain.filter(
                exchange.mutate().request(new Inside(request, headers)).build());
    }

    private static HttpHeaders inside(HttpHeaders outside) {
        var headers = new HttpHeaders();
        var kept = InboundHeaders.kept(outside.getConnection());
        outside.forEach((name, values) -> {
            if (kept.test(name)) {
                headers.addAll(name, values);
            }
        });
        return headers;
    }

    /** Almost every path is seen to be by one look at each of its characters. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            switch (path.charAt(i)) {
                case '%', ';', '\\' -> {
                    return !NOT_PLAIN.matcher(path).find();
                }
                case '/' -> {
                    if (path.startsWith("/", i + 1) || path.startsWith(".", i + 1)) {
                        return !NOT_PLAIN.matcher(path).find();
                    }
                }
                default -> {}
            }
        }
        return true;
    }

    private static int count(HttpHeaders headers) {
        var count = new int[1];
        headers.forEach((_, values) -> count[0] += values.size());
        return count[0];
    }

    private static InetAddress peer(ServerHttpRequest request) {
        return Objects.requireNonNull(request.getRemoteAddress(), "peer").getAddress();
    }

    private static String requestId(@Nullable String given) {
        return given != null && REQUEST_ID_SHAPE.matcher(given).matches() ? given : Ids.random("req_");
    }

    private static void secure(HttpHeaders headers, String path) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Strict-Transport-Security", "max-age=31536000");
        if (!headers.containsHeader(CONTENT_SECURITY_POLICY)) {
            headers.set(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
        }
        if (path.startsWith("/api/") && !headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.setCacheControl(CacheControl.noStore());
        }
    }

    /** The request as the rest of the gateway and the services see it. */
    private static final class Inside extends ServerHttpRequestDecorator {

        private final HttpHeaders headers;

        Inside(ServerHttpRequest request, HttpHeaders headers) {
            super(request);
            this.headers = headers;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
