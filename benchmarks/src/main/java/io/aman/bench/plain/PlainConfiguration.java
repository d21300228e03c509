package io.aman.bench.plain;

import java.net.http.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class PlainConfiguration {

    @Bean
    SecurityFilterChain tokens(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(PlainProperties properties) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(properties.jwks().toString())
                .validateType(false)
                .build();
        decoder.setJwtValidator(new JwtTimestampValidator());
        return decoder;
    }

    @Bean
    RestClient provider(PlainProperties properties) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(http))
                .baseUrl(properties.provider())
                .defaultHeaders(headers -> headers.setBearerAuth(properties.apiKey()))
                .build();
    }
}
