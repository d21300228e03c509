package io.aman.platform.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int MAX_BYTES = 64 * 1024;

    /**
     * Keys from session-service: fetched ahead of their end, once for all who wait, rarely for unknown ids, and kept
     * for hours when session-service is away.
     */
    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> signingKeys(TokenProperties properties) throws MalformedURLException {
        var timeout = (int) FETCH_TIMEOUT.toMillis();
        var retriever = new DefaultResourceRetriever(timeout, timeout, MAX_BYTES);
        return JWKSourceBuilder.create(properties.jwksUri().toURL(), retriever)
                .cache(
                        properties.jwksLifetime().toMillis(),
                        FETCH_TIMEOUT.multipliedBy(2).toMillis())
                .refreshAheadCache(properties.jwksLifetime().toMillis() / 4, false)
                .rateLimited(properties.jwksCooldown().toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    @Bean
    AccessTokenVerifier accessTokenVerifier(JWKSource<SecurityContext> keys, TokenProperties properties, Clock clock) {
        return new AccessTokenVerifier(keys, properties.issuer(), properties.audience(), clock);
    }
}
