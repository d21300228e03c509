package io.aman.gateway.edge;

import io.aman.gateway.activity.ActivityBook;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.quota.Quotas;
import io.aman.gateway.revocation.Introspection;
import io.aman.gateway.revocation.Revocations;
import io.aman.gateway.stream.OpenStreams;
import io.aman.gateway.stream.StreamFilter;
import io.aman.gateway.upstream.ServiceAddresses;
import io.aman.platform.security.VerifiedTokens;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeProperties.class)
class EdgeConfiguration {

    private static final int VERIFIER_THREADS = 16;
    private static final int WAITING_TOKENS = 10_000;

    @Bean
    EdgeFilter edgeFilter(EdgeProperties properties) {
        return new EdgeFilter(new TrustedProxies(properties.trustedProxies()));
    }

    @Bean
    BodySizeFilter bodySizeFilter(EdgeProperties properties) {
        return new BodySizeFilter(properties.maxBody().toBytes());
    }

    @Bean
    Scheduler tokenVerification() {
        return Schedulers.newBoundedElastic(VERIFIER_THREADS, WAITING_TOKENS, "token-verification");
    }

    @Bean
    TokenFilter tokenFilter(VerifiedTokens tokens, Scheduler tokenVerification, Admission admission, Limiter limiter) {
        return new TokenFilter(new TokenVerification(tokens, tokenVerification), admission, limiter);
    }

    @Bean
    LimitFilter limitFilter(Limiter limiter, Quotas quotas) {
        return new LimitFilter(limiter, quotas);
    }

    @Bean
    QuotaFilter quotaFilter(Quotas quotas, JsonMapper json) {
        return new QuotaFilter(quotas, json);
    }

    @Bean
    Callers callers(TokenFilter tokens) {
        return new Callers(tokens);
    }

    @Bean
    Admission admission(Revocations revocations, Introspection introspection, ActivityBook activity) {
        return new Admission(revocations, introspection, activity);
    }

    @Bean
    ServiceUrlFilter serviceUrlFilter() {
        return new ServiceUrlFilter();
    }

    @Bean
    EdgeProblems edgeProblems(JsonMapper json) {
        return new EdgeProblems(json);
    }

    @Bean
    StreamFilter streamFilter(OpenStreams streams) {
        return new StreamFilter(streams, TokenFilter.CALLER);
    }

    @Bean
    ServiceAddresses serviceAddresses(EdgeProperties properties) {
        var services = properties.services();
        return new ServiceAddresses(Map.of(
                "payment", services.payment(),
                "session", services.session(),
                "security", services.security(),
                "notification", services.notification()));
    }
}
