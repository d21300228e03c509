package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds a body to the limit of its route, or of all. A declared length is checked here and enforced by the framing; one
 * that is not declared is counted as it streams. Nothing is unpacked: a compressed body is as large as its bytes.
 */
final class BodySizeFilter implements GlobalFilter, Ordered {

    /** The name of a route's own limit in its metadata, in bytes. */
    static final String METADATA = "maxBodyBytes";

    private static final int BEFORE_TOKEN = -10;

    private final long maxBytes;

    BodySizeFilter(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public int getOrder() {
        return BEFORE_TOKEN;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var limit = limit(exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR));
        var declared = exchange.getRequest().getHeaders().getContentLength();
        if (declared > limit) {
            return Mono.error(new EdgeError.BodyTooLarge(limit));
        }
        return chain.filter(
                declared >= 0
                        ? exchange
                        : exchange.mutate()
                                .request(new Counted(exchange.getRequest(), limit))
                                .build());
    }

    private long limit(Route route) {
        return route.getMetadata().get(METADATA) instanceof Long own ? Math.min(own, maxBytes) : maxBytes;
    }

    private static final class Counted extends ServerHttpRequestDecorator {

        private final long limit;

        Counted(ServerHttpRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                var total = new long[1];
                return super.getBody().handle((buffer, sink) -> {
                    total[0] += buffer.readableByteCount();
                    if (total[0] > limit) {
                        DataBufferUtils.release(buffer);
                        sink.error(new EdgeError.BodyTooLarge(limit));
                    } else {
                        sink.next(buffer);
                    }
                });
            });
        }
    }
}
