package io.aman.gateway.stream;

import io.aman.platform.security.AccessToken;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows a response that streams, from its first bytes to its last; it passes piece by piece. */
public final class StreamFilter implements GlobalFilter, Ordered {

    /** Before the response is written, since that filter keeps the response it was given. */
    private static final int BEFORE_WRITING = -5;

    private final OpenStreams streams;
    private final String caller;

    /** @param caller the attribute that holds by whose token a request came in, where it came in by one */
    public StreamFilter(OpenStreams streams, String caller) {
        this.streams = streams;
        this.caller = caller;
    }

    @Override
    public int getOrder() {
        return BEFORE_WRITING;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(
                exchange.getRequest().getMethod().equals(HttpMethod.GET)
                        ? exchange.mutate().response(new Followed(exchange)).build()
                        : exchange);
    }

    /** What streams is written through {@code writeAndFlushWith}, and nothing else is. */
    private final class Followed extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        Followed(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            @Nullable AccessToken token = exchange.getAttribute(caller);
            return token == null
                    ? super.writeAndFlushWith(body)
                    : Mono.defer(() -> {
                        var stream = streams.opened(token);
                        return super.writeAndFlushWith(Flux.from(body).takeUntilOther(stream.ended()))
                                .doFinally(_ -> streams.closed(stream));
                    });
        }
    }
}
