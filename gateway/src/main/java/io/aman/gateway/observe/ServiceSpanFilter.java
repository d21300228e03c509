package io.aman.gateway.observe;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.opentelemetry.api.trace.Span;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Around the question to the service, until its answer begins: a span of its own, where the request's is recorded. */
final class ServiceSpanFilter implements GlobalFilter, Ordered {

    private static final int BEFORE_ROUTING = 10_100;

    private final RequestSpans spans;

    ServiceSpanFilter(RequestSpans spans) {
        this.spans = spans;
    }

    @Override
    public int getOrder() {
        return BEFORE_ROUTING;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var observed = exchange.<ObservedRequest>getAttribute(ObservedRequest.ATTRIBUTE);
        return observed != null && observed.isSampled() ? spanned(observed, exchange, chain) : chain.filter(exchange);
    }

    private Mono<Void> spanned(ObservedRequest observed, ServerWebExchange exchange, GatewayFilterChain chain) {
        var span = spans.startClient(observed, exchange.getRequest().getMethod().name());
        var asked = exchange.mutate()
                .request(request -> request.headers(headers -> Trace.propagate(span.getSpanContext(), headers::set)))
                .build();
        return chain.filter(asked)
                .doOnError(error -> RequestSpans.fail(span, error))
                .doFinally(_ -> end(span, exchange));
    }

    /** The attributes of the framework's own; but an address without its query, which may hold what is nobody's business. */
    private static void end(Span span, ServerWebExchange exchange) {
        var route = Objects.requireNonNull(exchange.<Route>getAttribute(GATEWAY_ROUTE_ATTR));
        var request = exchange.getRequest();
        var status = exchange.getResponse().getStatusCode();
        span.setAttribute("http.method", request.getMethod().name());
        span.setAttribute("http.status_code", status == null ? Answer.UNKNOWN : Integer.toString(status.value()));
        span.setAttribute("http.uri", route.getUri() + request.getURI().getRawPath());
        span.setAttribute("spring.cloud.gateway.route.id", route.getId());
        span.setAttribute("spring.cloud.gateway.route.uri", route.getUri().toString());
        span.end();
    }
}
