package io.aman.bench.peer;

import org.bson.Document;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A token is verified by Spring Security on each request, and its session looked up in MongoDB; Boot observes it all. */
@Configuration(proxyBeanMethods = false)
@Profile("naive")
@EnableConfigurationProperties(NaiveProperties.class)
class NaiveConfiguration {

    @Bean
    SecurityWebFilterChain tokens(ServerHttpSecurity http) {
        return http.csrf(CsrfSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @Bean
    ReactiveJwtDecoder jwtDecoder(NaiveProperties properties) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(properties.jwks().toString())
                .validateType(false)
                .build();
        decoder.setJwtValidator(new JwtTimestampValidator());
        return decoder;
    }

    @Bean
    GlobalFilter sessions(ReactiveMongoTemplate mongo) {
        return (exchange, chain) -> sessionId(exchange)
                .flatMap(id -> mongo.findById(id, Document.class, "sessions"))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED)))
                .flatMap(_ -> chain.filter(exchange));
    }

    private static Mono<String> sessionId(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .cast(JwtAuthenticationToken.class)
                .mapNotNull(caller -> caller.getToken().getClaimAsString("sid"));
    }
}
