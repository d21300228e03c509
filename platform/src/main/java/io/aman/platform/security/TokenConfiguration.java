package io.aman.platform.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> signingKeys(TokenProperties properties, Clock clock) {
        return new FetchedKeys(properties, clock);
    }

    @Bean
    AccessTokenVerifier accessTokenVerifier(JWKSource<SecurityContext> keys, TokenProperties properties, Clock clock) {
        return new AccessTokenVerifier(keys, properties.issuer(), properties.audience(), clock);
    }

    @Bean
    VerifiedTokens verifiedTokens(AccessTokenVerifier verifier, TokenProperties properties, Clock clock) {
        return new VerifiedTokens(verifier, clock, properties.cachedTokens());
    }
}
