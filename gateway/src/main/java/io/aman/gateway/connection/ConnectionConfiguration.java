package io.aman.gateway.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP/1.1 alone is spoken: whoever terminates TLS speaks HTTP/2 to browsers, and its floods (rapid resets, endless
 * CONTINUATION) find no parser here.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {

    /** What one slow client may hold in the kernel, and how little it has to take for it to be seen. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    @Bean
    NettyServerCustomizer guardedConnections(ConnectionProperties limits, JsonMapper json, MeterRegistry meters) {
        var problems = new ConnectionProblems(json, meters);
        return server -> guarded(server, limits, problems);
    }

    @Bean
    @ConditionalOnBooleanProperty("gateway.connections.share-port")
    SharedPort sharedPort() {
        return new SharedPort();
    }

    @Bean
    @ConditionalOnBooleanProperty("gateway.connections.share-port")
    NettyServerCustomizer onSharedPort(SharedPort port) {
        return port::listen;
    }

    static HttpServer guarded(HttpServer server, ConnectionProperties limits, ConnectionProblems problems) {
        return server.protocol(HttpProtocol.HTTP11)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .doOnChannelInit((_, channel, _) -> channel.pipeline()
                        .addAfter(NettyPipeline.HttpCodec, "requestGuard", new RequestGuard(problems))
                        .addAfter(NettyPipeline.HttpCodec, "patience", new Patience(limits, problems)));
    }
}
