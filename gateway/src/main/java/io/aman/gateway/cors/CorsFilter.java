package io.aman.gateway.cors;

import io.aman.gateway.cors.Origins.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers browsers that ask what a page may do, and lets listed origins read their answers. A request without an origin
 * comes from no page and costs one look-up.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public final class CorsFilter implements WebFilter, Ordered {

    private static final String FOREIGN = CorsFilter.class.getName() + ".foreign";
    private static final String REFUSED = "Pages of this origin may not do this.";

    private final CorsProperties properties;
    private final Origins origins;
    private final Set<String> requestHeaders;

    CorsFilter(CorsProperties properties) {
        this.properties = properties;
        this.origins = new Origins(properties.origins());
        this.requestHeaders = properties.requestHeaders().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Right after the shape is checked. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 110;
    }

    /**
     * Refuses a change that a page of a foreign origin asks for: it could sign its visitor in as somebody else. Reads
     * are let through, and the browser keeps the answer from the page.
     *
     * @throws ForeignOrigin where it is one
     */
    public static void refuseForeignChange(ServerWebExchange exchange) {
        if (exchange.getAttribute(FOREIGN) != null) {
            var method = exchange.getRequest().getMethod();
            if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
                throw new ForeignOrigin(REFUSED);
            }
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var headers = exchange.getRequest().getHeaders();
        var origin = headers.getFirst(HttpHeaders.ORIGIN);
        if (origin == null) {
            return chain.filter(exchange);
        }
        var kind = origins.kind(origin, headers.getFirst(HttpHeaders.HOST));
        if (isPreflight(exchange, headers)) {
            return kind == Kind.FOREIGN ? Mono.error(new ForeignOrigin(REFUSED)) : preflight(exchange, kind, origin);
        }
        switch (kind) {
            case OWN -> {}
            case LISTED -> beforeCommit(exchange, origin);
            case FOREIGN -> exchange.getAttributes().put(FOREIGN, origin);
        }
        return chain.filter(exchange);
    }

    private static boolean isPreflight(ServerWebExchange exchange, HttpHeaders headers) {
        return exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)
                && headers.containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private Mono<Void> preflight(ServerWebExchange exchange, Kind kind, String origin) {
        var asked = exchange.getRequest().getHeaders();
        if (!properties.methods().contains(asked.getFirst(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD))
                || !mayAllBeSent(asked.getFirst(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))) {
            return Mono.error(new ForeignOrigin(REFUSED));
        }
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.NO_CONTENT);
        if (kind == Kind.LISTED) {
            var headers = response.getHeaders();
            mayRead(headers, origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", properties.methods()));
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", properties.requestHeaders()));
            headers.setAccessControlMaxAge(properties.maxAge());
        }
        return response.setComplete();
    }

    private boolean mayAllBeSent(@Nullable String names) {
        return names == null
                || names.isBlank()
                || Arrays.stream(names.split(",", -1))
                        .allMatch(name -> requestHeaders.contains(name.strip().toLowerCase(Locale.ROOT)));
    }

    private void beforeCommit(ServerWebExchange exchange, String origin) {
        exchange.getResponse().beforeCommit(() -> {
            var headers = exchange.getResponse().getHeaders();
            mayRead(headers, origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", properties.responseHeaders()));
            return Mono.empty();
        });
    }

    private void mayRead(HttpHeaders headers, String origin) {
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (properties.credentials()) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
    }
}
