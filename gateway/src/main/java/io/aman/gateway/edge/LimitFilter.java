package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.aman.gateway.limit.Decision;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.limit.Scope;
import io.aman.gateway.quota.Quotas;
import io.aman.platform.security.AccessToken;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Holds callers to their limits, then to what the route permits, then to their quota, so that a refusal costs no quota.
 * Who is signed in is counted as themselves wherever they are, anybody else as an address. An administrator who acts as a
 * person is counted as the administrator, with the person's limits: support uses up nobody's quota.
 */
final class LimitFilter implements GlobalFilter, Ordered {

    /** The name of a route's {@link Scope} in its metadata, where it has no token and is not like others. */
    static final String SCOPE = "limitScope";

    /** The name, in a route's metadata, of the permission that every call of the route needs. */
    static final String PERMISSION = "permission";

    /** The name, in a route's metadata, of the fact that its calls count against no quota. */
    static final String WITHOUT_QUOTA = "withoutQuota";

    /** The attribute that holds the {@link Decision} on a request, for what comes after. */
    static final String DECISION = LimitFilter.class.getName() + ".decision";

    static final int ORDER = 1;

    private static final String RATE_LIMIT = "RateLimit";
    private static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

    private final Limiter limiter;
    private final Quotas quotas;

    LimitFilter(Limiter limiter, Quotas quotas) {
        this.limiter = limiter;
        this.quotas = quotas;
    }

    /** After the token. */
    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        AccessToken token = exchange.getAttribute(TokenFilter.CALLER);
        var asked = token == null
                ? limiter.address(scope(route), TokenFilter.address(exchange), route.getId())
                : limiter.person(countedAs(token), token.limits(), route.getId());
        return asked.flatMap(decision -> decided(exchange, chain, route, token, decision));
    }

    /** Whose counts a request adds to. */
    static String countedAs(AccessToken token) {
        return token.actor() == null ? token.subject() : token.actor();
    }

    private Mono<Void> decided(
            ServerWebExchange exchange,
            GatewayFilterChain chain,
            Route route,
            @Nullable AccessToken token,
            Decision decision) {
        tell(exchange, decision, decision.state());
        if (!decision.isAdmitted()) {
            return Mono.error(EdgeError.Limited.by(decision));
        }
        exchange.getAttributes().put(DECISION, decision);
        var passed = token == null ? chain.filter(exchange) : permitted(exchange, chain, route, token, decision);
        return passed.doFinally(_ -> decision.leave());
    }

    private Mono<Void> permitted(
            ServerWebExchange exchange, GatewayFilterChain chain, Route route, AccessToken token, Decision decision) {
        if (route.getMetadata().get(PERMISSION) instanceof String needed && !token.permits(needed)) {
            return Mono.error(new EdgeError.PermissionMissing(needed));
        }
        if (!decision.limits().haveQuota() || route.getMetadata().containsKey(WITHOUT_QUOTA)) {
            return chain.filter(exchange);
        }
        return quotas.take(countedAs(token), decision.limits()).flatMap(verdict -> {
            if (!verdict.state().isEmpty()) {
                tell(exchange, decision, decision.state() + ", " + verdict.state());
            }
            return verdict.isAdmitted() ? chain.filter(exchange) : Mono.error(EdgeError.Limited.by(verdict));
        });
    }

    private static void tell(ServerWebExchange exchange, Decision decision, String state) {
        var headers = exchange.getResponse().getHeaders();
        headers.set(RATE_LIMIT_POLICY, decision.policy());
        headers.set(RATE_LIMIT, state);
    }

    private static Scope scope(Route route) {
        if (route.getMetadata().get(SCOPE) instanceof Scope scope) {
            return scope;
        }
        return Access.of(route) == Access.WEBHOOK ? Scope.WEBHOOK : Scope.ADDRESS;
    }
}
