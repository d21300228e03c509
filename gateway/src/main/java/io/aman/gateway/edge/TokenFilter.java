package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.ClientAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a request through to a route that asks for a token: signature first, then whether the session is over. */
final class TokenFilter implements GlobalFilter, Ordered {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) ([A-Za-z0-9._~+/=-]+)");

    private final TokenVerification tokens;
    private final Admission admission;

    TokenFilter(TokenVerification tokens, Admission admission) {
        this.tokens = tokens;
        this.admission = admission;
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return switch (Access.of(exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR))) {
            case TOKEN -> withToken(without(exchange, HttpHeaders.COOKIE), chain);
            case PUBLIC, WEBHOOK -> chain.filter(without(exchange, HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE));
            case BROWSER -> chain.filter(without(exchange, HttpHeaders.AUTHORIZATION));
            case CLIENT -> chain.filter(without(exchange, HttpHeaders.COOKIE));
        };
    }

    private Mono<Void> withToken(ServerWebExchange exchange, GatewayFilterChain chain) {
        var authorization = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (authorization.isEmpty()) {
            return Mono.error(new EdgeError.TokenMissing());
        }
        var bearer = BEARER.matcher(authorization.getFirst());
        if (authorization.size() > 1 || !bearer.matches()) {
            return Mono.error(new EdgeError.TokenNotValid());
        }
        var token = bearer.group(1);
        var known = tokens.known(token);
        var admitted = known == null
                ? tokens.verify(token).flatMap(verified -> admit(exchange, verified, token))
                : admit(exchange, known, token);
        return admitted.then(Mono.defer(() -> chain.filter(exchange)));
    }

    private Mono<Void> admit(ServerWebExchange exchange, AccessToken token, String raw) {
        var request = exchange.getRequest();
        var method = request.getMethod();
        var reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        var address = String.valueOf(request.getHeaders().getFirst(ClientAddress.HEADER));
        return admission.admit(token, raw, !reads, address);
    }

    private static ServerWebExchange without(ServerWebExchange exchange, String... headers) {
        var kept = exchange.getRequest().getHeaders();
        if (Arrays.stream(headers).noneMatch(kept::containsHeader)) {
            return exchange;
        }
        return exchange.mutate()
                .request(request -> request.headers(changed -> {
                    for (var header : headers) {
                        changed.remove(header);
                    }
                }))
                .build();
    }
}
