package io.aman.session.oauth2;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.session.access.Roles;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.session.People;
import io.aman.session.session.SessionPolicy;
import io.aman.session.session.Sessions;
import io.aman.session.token.RefreshTokens;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientProperties.class)
class OAuthConfiguration {

    @Bean
    RegisteredClients registeredClients(ClientProperties properties) {
        return new RegisteredClients(properties.secrets());
    }

    @Bean
    IntrospectToken introspectToken(
            RefreshTokens refreshTokens,
            AccessTokenVerifier accessTokens,
            Sessions sessions,
            People people,
            SessionPolicy policy,
            IdentityProvider identity,
            Roles roles,
            Clock clock) {
        return new IntrospectToken(refreshTokens, accessTokens, sessions, people, policy, identity, roles, clock);
    }

    @Bean
    RevokeToken revokeToken(RefreshTokens refreshTokens, AccessTokenVerifier accessTokens, Sessions sessions) {
        return new RevokeToken(refreshTokens, accessTokens, sessions);
    }
}
