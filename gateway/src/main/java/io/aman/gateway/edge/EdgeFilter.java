package io.aman.gateway.edge;

import io.aman.platform.Ids;
import io.aman.platform.security.ClientAddress;
import java.net.InetAddress;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The first checks: shape, size, and who the client is. They cost no look-up and hold for every path. */
final class EdgeFilter implements WebFilter, Ordered {

    static final String REQUEST_ID = "X-Request-Id";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern REQUEST_ID_SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Nothing that two parsers could read differently: the path that was matched is the path that a service serves. */
    private static final Pattern NOT_PLAIN = Pattern.compile("//|\\\\|;|(?i:%2e|%2f|%3b|%5c|%00)|/\\.{1,2}(?:/|$)");

    private final TrustedProxies proxies;
    private final long maxBytes;

    EdgeFilter(TrustedProxies proxies, long maxBytes) {
        this.proxies = proxies;
        this.maxBytes = maxBytes;
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
        exchange.getResponse().beforeCommit(() -> {
            secure(exchange.getResponse().getHeaders(), requestId, path);
            return Mono.empty();
        });
        if (NOT_PLAIN.matcher(path).find()) {
            return Mono.error(new EdgeError.PathNotPlain());
        }
        if (request.getHeaders().getContentLength() > maxBytes) {
            return Mono.error(new EdgeError.BodyTooLarge(maxBytes));
        }
        return chain.filter(
                exchange.mutate().request(inside(request, requestId)).build());
    }

    private ServerHttpRequest inside(ServerHttpRequest request, String requestId) {
        var outside = request.getHeaders();
        var headers = new HttpHeaders();
        var kept = InboundHeaders.kept(outside.getConnection());
        outside.forEach((name, values) -> {
            if (kept.test(name)) {
                headers.addAll(name, values);
            }
        });
        var client = proxies.client(peer(request), outside.getOrEmpty(FORWARDED_FOR));
        headers.set(ClientAddress.HEADER, client.getHostAddress());
        headers.set(REQUEST_ID, requestId);
        return new Inside(request, headers, maxBytes);
    }

    private static InetAddress peer(ServerHttpRequest request) {
        return Objects.requireNonNull(request.getRemoteAddress(), "peer").getAddress();
    }

    private static String requestId(@Nullable String given) {
        return given != null && REQUEST_ID_SHAPE.matcher(given).matches() ? given : Ids.random("req_");
    }

    private static void secure(HttpHeaders headers, String requestId, String path) {
        headers.set(REQUEST_ID, requestId);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        if (path.startsWith("/api/") && !headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.setCacheControl(CacheControl.noStore());
        }
    }

    /** The request as the rest of the gateway and the services see it. */
    private static final class Inside extends ServerHttpRequestDecorator {

        private final HttpHeaders headers;
        private final long maxBytes;

        Inside(ServerHttpRequest request, HttpHeaders headers, long maxBytes) {
            super(request);
            this.headers = headers;
            this.maxBytes = maxBytes;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        /** A declared length was checked and is enforced by the framing; a chunked body is counted as it streams. */
        @Override
        public Flux<DataBuffer> getBody() {
            return headers.getContentLength() >= 0 ? super.getBody() : Flux.defer(this::counted);
        }

        private Flux<DataBuffer> counted() {
            var total = new long[1];
            return super.getBody().handle((buffer, sink) -> {
                total[0] += buffer.readableByteCount();
                if (total[0] > maxBytes) {
                    DataBufferUtils.release(buffer);
                    sink.error(new EdgeError.BodyTooLarge(maxBytes));
                } else {
                    sink.next(buffer);
                }
            });
        }
    }
}
