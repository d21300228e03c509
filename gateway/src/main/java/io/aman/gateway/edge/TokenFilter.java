package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.gateway.cors.CorsFilter;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.limit.Scope;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.ClientAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a request through to a route that asks for a token: signature first, then whether the session is over. */
final class TokenFilter implements GlobalFilter, Ordered {

    /** The attribute that holds what the token says, for what comes after. */
    static final String CALLER = TokenFilter.class.getName() + ".caller";

    private static final String SCHEME = "Bearer ";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private final TokenVerification tokens;
    private final Admission admission;
    private final Limiter limiter;

    TokenFilter(TokenVerification tokens, Admission admission, Limiter limiter) {
        this.tokens = tokens;
        this.admission = admission;
        this.limiter = limiter;
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        var access = Access.of(route);
        if (access != Access.WEBHOOK) {
            CorsFilter.refuseForeignChange(exchange);
        }
        return switch (access) {
            case TOKEN -> withToken(without(exchange, HttpHeaders.COOKIE), chain, route);
            case PUBLIC, WEBHOOK -> chain.filter(without(exchange, HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE));
            case BROWSER -> chain.filter(without(exchange, HttpHeaders.AUTHORIZATION));
            case CLIENT -> chain.filter(without(exchange, HttpHeaders.COOKIE));
        };
    }

    private Mono<Void> withToken(ServerWebExchange exchange, GatewayFilterChain chain, Route route) {
        return Mono.defer(() -> admitted(exchange))
                .onErrorResume(EdgeError.Unauthorized.class, error -> refused(exchange, route, error))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** Whoever has no token that counts is nobody in particular: their refusals are limited by address. */
    private Mono<Void> refused(ServerWebExchange exchange, Route route, EdgeError error) {
        return limiter.address(Scope.ADDRESS, address(exchange), route.getId()).flatMap(decision -> {
            decision.leave();
            return Mono.error(decision.isAdmitted() ? error : EdgeError.Limited.by(decision));
        });
    }

    private Mono<Void> admitted(ServerWebExchange exchange) {
        var token = bearer(exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION));
        var known = tokens.known(token);
        return known == null
                ? verified(token).flatMap(verified -> admit(exchange, verified, token))
                : admit(exchange, known, token);
    }

    private Mono<Void> admit(ServerWebExchange exchange, AccessToken token, String raw) {
        var request = exchange.getRequest();
        var method = request.getMethod();
        var reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        exchange.getAttributes().put(CALLER, token);
        return admission.admit(token, raw, !reads, address(exchange));
    }

    static String address(ServerWebExchange exchange) {
        return String.valueOf(exchange.getRequest().getHeaders().getFirst(ClientAddress.HEADER));
    }

    /** Who calls, by the same checks; fails by an {@link EdgeError} as the filter does. */
    Mono<AccessToken> caller(List<String> authorization, boolean isChange, String address) {
        return Mono.defer(() -> {
            var token = bearer(authorization);
            return Mono.justOrEmpty(tokens.known(token))
                    .switchIfEmpty(Mono.defer(() -> verified(token)))
                    .flatMap(verified ->
                            admission.admit(verified, token, isChange, address).thenReturn(verified));
        });
    }

    private static String bearer(List<String> authorization) {
        if (authorization.isEmpty()) {
            throw new EdgeError.TokenMissing();
        }
        var credentials = authorization.getFirst();
        if (authorization.size() > 1 || !credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new EdgeError.TokenNotValid();
        }
        return credentials.substring(SCHEME.length());
    }

    /** The shape of a token that is known was looked at when it came first. */
    private Mono<AccessToken> verified(String token) {
        return TOKEN.matcher(token).matches() ? tokens.verify(token) : Mono.error(new EdgeError.TokenNotValid());
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
