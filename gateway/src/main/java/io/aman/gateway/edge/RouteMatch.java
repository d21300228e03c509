package io.aman.gateway.edge;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The requests of a route: one method, or any where it is null, and one of some paths. */
record RouteMatch(@Nullable HttpMethod method, List<PathPattern> paths) implements Predicate<ServerWebExchange> {

    static final String METADATA = "match";

    RouteMatch(@Nullable HttpMethod method, String... paths) {
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
