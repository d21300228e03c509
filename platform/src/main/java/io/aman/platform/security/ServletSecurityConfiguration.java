package io.aman.platform.security;

import io.aman.platform.problem.ProblemWriter;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@AutoConfiguration(
        after = TokenConfiguration.class,
        beforeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SecurityFilterChain.class)
@Import(FreshSignInProblems.class)
class ServletSecurityConfiguration {

    /** The actuator has its own port, and the document of the API is the gateway's to ask for: no route leads here. */
    private static final List<String> ALWAYS_PUBLIC = List.of("/actuator/**", "/error", "/v3/api-docs");

    /** Bearer tokens only: no cookie is read, so nothing can be forged across sites. */
    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http, VerifiedTokens tokens, TokenProperties properties, ProblemWriter problems) {
        var publicPaths = anyOf(Stream.concat(ALWAYS_PUBLIC.stream(), properties.publicPaths().stream()));
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new BearerTokenFilter(tokens, problems, publicPaths), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(publicPaths)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(
                                (_, response, _) -> problems.unauthorized(response, false))
                        .accessDeniedHandler((_, response, _) -> problems.write(
                                response, HttpStatus.FORBIDDEN, "permission-missing", "Not for this caller.")))
                .build();
    }

    private static RequestMatcher anyOf(Stream<String> patterns) {
        var matchers =
                patterns.map(PathPatternRequestMatcher.withDefaults()::matcher).toList();
        return request -> matchers.stream().anyMatch(matcher -> matcher.matches(request));
    }

    /**
     * To observe every filter of the chain costs more than the filters do, a seventh of the processor time of a
     * webhook, and tells nothing that the request's own observation does not.
     */
    @Bean
    SecurityObservationSettings noObservationOfEachFilter() {
        return SecurityObservationSettings.noObservations();
    }

    /** Users sign in at session-service; there is no local password. */
    @Bean
    UserDetailsService noLocalUsers() {
        return new InMemoryUserDetailsManager();
    }

    @Bean
    WebMvcConfigurer callerAndPermissions(ProblemWriter problems, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PermissionInterceptor(problems));
                // Who may not do it at all is not asked to sign in again.
                registry.addInterceptor(new FreshSignInInterceptor(clock));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }
}
