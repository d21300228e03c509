package io.aman.gateway.edge;

import io.aman.gateway.activity.ActivityBook;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.quota.Quotas;
import io.aman.gateway.revocation.Introspection;
import io.aman.gateway.revocation.Revocations;
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
    Scheduler tokenVerification() {
        return Schedulers.newBoundedElastic(VERIFIER_THREADS, WAITING_TOKENS, "token-verification");
    }

    @Bean
    TokenCheck tokenCheck(VerifiedTokens tokens, Scheduler tokenVerification, Admission admission, Limiter limiter) {
        return new TokenCheck(new TokenVerification(tokens, tokenVerification), admission, limiter);
    }

    @Bean
    QuotaStanding quotaStanding(Quotas quotas, JsonMapper json) {
        return new QuotaStanding(quotas, json);
    }

    @Bean
    Callers callers(TokenCheck tokens) {
        return new Callers(tokens);
    }

    @Bean
    Admission admission(Revocations revocations, Introspection introspection, ActivityBook activity) {
        return new Admission(revocations, introspection, activity);
    }

    @Bean
    EdgeProblems edgeProblems(JsonMapper json) {
        return new EdgeProblems(json);
    }

    @Bean
    PageProblems pageProblems(EdgeProblems problems) {
        return new PageProblems(problems);
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
