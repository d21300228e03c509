package io.aman.gateway.upstream;

import io.netty.channel.ChannelOption;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamProperties.class)
class UpstreamConfiguration {

    @Bean
    Gates gates(ServiceAddresses services, UpstreamProperties properties, Clock clock) {
        return new Gates(services, properties, clock);
    }

    @Bean
    UpstreamFilter upstreamFilter(Gates gates) {
        return new UpstreamFilter(gates);
    }

    /** In place of the framework's, which makes a client for each request where there is a time to connect in. */
    @Bean
    UpstreamRoutingFilter upstreamRoutingFilter(
            HttpClient client, ServiceAddresses services, UpstreamProperties properties) {
        return new UpstreamRoutingFilter(client, services, properties);
    }

    /** It goes with the framework's own routing, and is switched off with that. */
    @Bean
    NettyWriteResponseFilter responseWriting(GatewayProperties properties) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), UpstreamRoutingFilter.noFilters());
    }

    /** A request is sent once: the client of Reactor Netty would send it again when a pooled connection broke. */
    @Bean
    HttpClientCustomizer sentOnce(UpstreamProperties properties) {
        var connectTime = (int) properties.connectTime().toMillis();
        return client -> client.disableRetry(true).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTime);
    }
}
