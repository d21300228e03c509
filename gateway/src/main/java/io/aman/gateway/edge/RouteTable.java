package io.aman.gateway.edge;

import java.util.List;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The framework's mapping, which takes a publisher for each route it tries; this tries them in a loop (ADR 17). */
final class RouteTable extends RoutePredicateHandlerMapping {

    private final List<Route> routes;

    RouteTable(
            List<Route> routes,
            FilteringWebHandler handler,
            RouteLocator all,
            GlobalCorsProperties cors,
            Environment environment) {
        super(handler, all, cors, environment);
        this.routes = routes;
    }

    @Override
    protected Mono<Route> lookupRoute(ServerWebExchange exchange) {
        for (var route : routes) {
            if (route.getMetadata().get(RouteMatch.METADATA) instanceof RouteMatch match && match.test(exchange)) {
                return Mono.just(route);
            }
        }
        return Mono.empty();
    }
}
