package io.aman.gateway.upstream;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.removeAlreadyRouted;

import io.aman.gateway.upstream.Gate.Call;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Asks a service through its {@link Gate}. What counts against a service is that it cannot be reached, breaks off, does
 * not answer in time, or that something in its place answers 502, 503 or 504. A problem document of its own does not
 * count, whatever the status: who explains that a provider is away is not away, and the other providers' payments go on.
 *
 * <p>A read whose connection fails before the answer is sent once more; nothing else is.
 */
final class UpstreamFilter implements GlobalFilter, Ordered {

    /** After the address is known, around nothing but the call. */
    private static final int AROUND_ROUTING = 20_000;

    private final Gates gates;

    UpstreamFilter(Gates gates) {
        this.gates = gates;
    }

    @Override
    public int getOrder() {
        return AROUND_ROUTING;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var gate = gates.at(
                exchange.<Route>getRequiredAttribute(GATEWAY_ROUTE_ATTR).getUri());
        return ask(gate, exchange, chain, isRepeatable(exchange.getRequest()));
    }

    private static Mono<Void> ask(Gate gate, ServerWebExchange exchange, GatewayFilterChain chain, boolean mayRepeat) {
        var call = gate.enter();
        if (call == null) {
            return Mono.error(new UpstreamError.HeldBack(gate.service()));
        }
        return chain.filter(exchange)
                .doOnSuccess(_ -> answered(call, exchange, gate.service()))
                .doOnCancel(call::abandoned)
                .onErrorResume(error -> {
                    var failure = UpstreamError.of(error, gate.service());
                    if (failure == null) {
                        call.abandoned();
                        return Mono.error(error);
                    }
                    call.failed(failure);
                    return mayRepeat && !(failure instanceof UpstreamError.TimedOut)
                            ? askAgain(gate, exchange, chain)
                            : Mono.error(failure);
                });
    }

    private static Mono<Void> askAgain(Gate gate, ServerWebExchange exchange, GatewayFilterChain chain) {
        removeAlreadyRouted(exchange);
        return ask(gate, exchange, chain, false);
    }

    private static boolean isRepeatable(ServerHttpRequest request) {
        var method = request.getMethod();
        var headers = request.getHeaders();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The header lines are here; the rest is still to come. */
    private static void answered(Call call, ServerWebExchange exchange, String service) {
        var response = exchange.getResponse();
        var status = response.getStatusCode();
        var type = String.valueOf(response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
        if (type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            withoutTimeLimit(exchange);
        }
        if (status != null && isFailure(status.value()) && !type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE)) {
            call.failed(new UpstreamError.NotReached(service));
        } else {
            call.answered();
        }
    }

    private static boolean isFailure(int status) {
        return status >= 502 && status <= 504;
    }

    /** A stream is silent for as long as nothing happens. */
    private static void withoutTimeLimit(ServerWebExchange exchange) {
        Connection connection = exchange.getAttribute(CLIENT_RESPONSE_CONN_ATTR);
        if (connection != null) {
            connection.removeHandler(NettyPipeline.ResponseTimeoutHandler);
        }
    }
}
