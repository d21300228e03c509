package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** The framework's mapping takes a publisher for each route it tries; this one tries them in a loop (ADR 17). */
@Configuration(proxyBeanMethods = false)
class RouteTableConfiguration {

    @Bean
    RoutePredicateHandlerMapping routeTable(
            FilteringWebHandler handler,
            RouteLocator all,
            @Qualifier("routes") RouteLocator ours,
            GlobalCorsProperties cors,
            Environment environment) {
        var routes = Objects.requireNonNull(ours.getRoutes().collectList().block());
        return new Table(routes, handler, all, cors, environment);
    }

    /** The requests of a route: one method, or any where it is null, and one of some paths. */
    record Match(@Nullable HttpMethod method, List<PathPattern> paths) implements Predicate<ServerWebExchange> {

        static final String METADATA = "match";

        Match(@Nullable HttpMethod method, String... paths) {
            this(
                    method,
                    Arrays.stream(paths)
                            .map(PathPatternParser.defaultInstance::parse)
                            .toList());
        }

        @Override
        public boolean test(ServerWebExchange exchange) {
            var request = exchange.getRequest();
            if (method != null && !method.equals(request.getMethod())) {
                return false;
            }
            var path = request.getPath().pathWithinApplication();
            for (var pattern : paths) {
                if (pattern.matches(path)) {
                    exchange.getAttributes().put(GATEWAY_PREDICATE_MATCHED_PATH_ATTR, pattern.getPatternString());
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Table extends RoutePredicateHandlerMapping {

        private final List<Route> routes;

        Table(
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
                if (route.getMetadata().get(Match.METADATA) instanceof Match match && match.test(exchange)) {
                    return Mono.just(route);
                }
            }
            return Mono.empty();
        }
    }
}
