package io.aman.platform.bulkhead;

import io.aman.platform.problem.ProblemWriter;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(BulkheadProperties.class)
class BulkheadConfiguration {

    /** Behind what counts and times requests, so that their wait is counted, and before all that works. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<BulkheadFilter> bulkheadFilter(Bulkhead requestBulkhead, ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new BulkheadFilter(requestBulkhead, problems));
        filter.setOrder(ORDER);
        return filter;
    }

    @Bean
    Bulkhead requestBulkhead(BulkheadProperties properties) {
        return Bulkhead.of(
                "requests",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.requests())
                        .maxWaitDuration(properties.maxWait())
                        .fairCallHandlingStrategyEnabled(true)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    @Bean
    MeterBinder requestsUnderWay(Bulkhead requestBulkhead) {
        return meters -> Gauge.builder(
                        "aman.requests.free",
                        requestBulkhead,
                        bulkhead -> bulkhead.getMetrics().getAvailableConcurrentCalls())
                .description("Requests that could be taken on at once before the next one waits")
                .register(meters);
    }
}
