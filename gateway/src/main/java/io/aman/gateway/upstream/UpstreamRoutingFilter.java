package io.aman.gateway.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.ResolvableType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks each service with a client of its own, which has the service's time limit; none is made for a request. */
final class UpstreamRoutingFilter extends NettyRoutingFilter {

    private static final List<HttpHeadersFilter> FILTERS = List.of(new EndToEndFilter());

    private final Map<URI, HttpClient> clients;
    private final HttpClient client;

    UpstreamRoutingFilter(HttpClient client, ServiceAddresses services, UpstreamProperties properties) {
        super(client, noFilters(), new HttpClientProperties());
        this.client = client;
        this.clients = services.byName().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getValue,
                        service -> client.responseTimeout(properties.timeLimit(service.getKey())),
                        (first, _) -> first));
    }

    /** What the framework takes its filters of headers from, with none in it. */
    static ObjectProvider<List<HttpHeadersFilter>> noFilters() {
        return new StaticListableBeanFactory()
                .getBeanProvider(ResolvableType.forClassWithGenerics(List.class, HttpHeadersFilter.class));
    }

    /**
     * Each operator of the client asks for the context, and each operator around it passes the question outward, some
     * twenty deep; the one that seems to change nothing remembers the answer.
     */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return super.filter(exchange, chain).contextWrite(context -> context);
    }

    @Override
    public List<HttpHeadersFilter> getHeadersFilters() {
        return FILTERS;
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        return clients.getOrDefault(route.getUri(), client);
    }
}
