package io.aman.gateway.edge;

import io.aman.gateway.cors.Cors;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.observe.Observation;
import io.aman.gateway.quota.Quotas;
import io.aman.gateway.upstream.Upstreams;
import io.aman.platform.drain.Drain;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.function.SingletonSupplier;

/** Puts the door before everything that the server would have answered itself. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    @Bean
    Pages pages(ObjectProvider<HttpHandler> controllers) {
        return new Pages(SingletonSupplier.of(() -> new ReactorHttpHandlerAdapter(controllers.getObject())));
    }

    @Bean
    Exchanges exchanges(Drain drain) {
        return new Exchanges(drain);
    }

    @Bean
    Door door(
            Exchanges exchanges,
            EdgeProperties properties,
            Observation observation,
            Cors cors,
            RouteTable routes,
            TokenCheck tokens,
            Limiter limiter,
            Quotas quotas,
            Upstreams upstreams,
            Pages pages,
            EdgeProblems problems) {
        return new Door(
                exchanges,
                observation,
                new Entrance(new TrustedProxies(properties.trustedProxies())),
                cors,
                routes,
                new Bodies(properties.maxBody().toBytes()),
                tokens,
                new LimitCheck(limiter, quotas),
                upstreams,
                pages,
                problems);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> behindTheDoor(Door door) {
        return server -> server.addRouteProviders(routes -> routes.route(_ -> true, door));
    }
}
