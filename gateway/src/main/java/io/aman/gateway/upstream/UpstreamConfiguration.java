package io.aman.gateway.upstream;

import io.aman.gateway.observe.ServiceSpans;
import io.aman.gateway.stream.OpenStreams;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamProperties.class)
class UpstreamConfiguration {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    @Bean
    Gates gates(ServiceAddresses services, UpstreamProperties properties, Clock clock) {
        return new Gates(services, properties, clock);
    }

    /** How many there are, the gates bound; the connection used last is used next, so that idle ones end. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider upstreamConnections(UpstreamProperties properties) {
        return ConnectionProvider.builder("upstream")
                .maxConnections(Integer.MAX_VALUE)
                .maxIdleTime(properties.idleTime())
                .lifo()
                .build();
    }

    @Bean
    Upstreams upstreams(
            ServiceAddresses addresses,
            Gates gates,
            UpstreamProperties properties,
            ConnectionProvider upstreamConnections,
            ServiceSpans spans,
            OpenStreams streams) {
        var services = addresses.byName().entrySet().stream()
                .map(one -> service(one.getKey(), one.getValue(), gates, properties, upstreamConnections))
                .toList();
        return new Upstreams(Upstreams.byId(services), new Passage(streams), spans);
    }

    private static Service service(
            String name, List<URI> uris, Gates gates, UpstreamProperties properties, ConnectionProvider connections) {
        var addresses = uris.stream()
                .map(uri -> new Address(uri, client(name, uri, properties, connections)))
                .toList();
        return new Service(name, gates.at(uris.getFirst()), new Addresses(addresses, System::nanoTime));
    }

    /** A request is sent once: the client of Reactor Netty would send it again when a pooled connection broke. */
    private static HttpClient client(
            String name, URI address, UpstreamProperties properties, ConnectionProvider connections) {
        var isSecure = "https".equals(address.getScheme());
        var port = address.getPort() >= 0 ? address.getPort() : isSecure ? HTTPS_PORT : HTTP_PORT;
        var client = HttpClient.create(connections)
                .remoteAddress(() -> InetSocketAddress.createUnresolved(address.getHost(), port))
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.connectTime().toMillis())
                .responseTimeout(properties.timeLimit(name));
        return isSecure ? client.secure() : client;
    }
}
