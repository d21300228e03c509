package io.aman.gateway.edge;

import io.aman.gateway.activity.ActivityBook;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.quota.Quotas;
import io.aman.gateway.revocation.Introspection;
import io.aman.gateway.revocation.Revocations;
import io.aman.platform.security.VerifiedTokens;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
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

    /** Who sends a header or a body drop by drop holds a connection for as long as this, not for ever. */
    @Bean
    NettyServerCustomizer slowClients() {
        return server -> server.readTimeout(Duration.ofSeconds(15)).requestTimeout(Duration.ofSeconds(30));
    }

    /** A request is sent once: the client of Reactor Netty would send it again when a pooled connection broke. */
    @Bean
    HttpClientCustomizer sentOnce() {
        return (HttpClient client) -> client.disableRetry(true);
    }
}
