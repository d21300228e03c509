package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.netty.handler.timeout.ReadTimeoutException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds a body to the limit of its route, or of all: by its declared length, or counted as it streams. Nothing is
 * unpacked: a compressed body is as large as its bytes. What goes wrong with a body is the client's, and is told apart
 * here from what goes wrong with the service.
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
        var request = exchange.getRequest();
        var declared = request.getHeaders().getContentLength();
        if (declared > limit) {
            return Mono.error(new EdgeError.BodyTooLarge(limit));
        }
        return chain.filter(hasBody(request.getHeaders(), declared) ? received(exchange, limit) : exchange);
    }

    private static boolean hasBody(HttpHeaders headers, long declared) {
        return declared > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private static ServerWebExchange received(ServerWebExchange exchange, long limit) {
        return exchange.mutate()
                .request(new Received(exchange.getRequest(), limit))
                .build();
    }

    private long limit(Route route) {
        return route.getMetadata().get(METADATA) instanceof Long own ? Math.min(own, maxBytes) : maxBytes;
    }

    private static final class Received extends ServerHttpRequestDecorator {

        private final long limit;

        Received(ServerHttpRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                        var total = new long[1];
                        return super.getBody().<DataBuffer>handle((buffer, sink) -> {
                            total[0] += buffer.readableByteCount();
                            if (total[0] > limit) {
                                DataBufferUtils.release(buffer);
                                sink.error(new EdgeError.BodyTooLarge(limit));
                            } else {
                                sink.next(buffer);
                            }
                        });
                    })
                    .onErrorMap(Received::asTheClients);
        }

        private static EdgeError asTheClients(Throwable error) {
            return switch (error) {
                case EdgeError known -> known;
                case ReadTimeoutException _ -> new EdgeError.BodyTooSlow();
                default -> new EdgeError.BodyIncomplete();
            };
        }
    }
}
