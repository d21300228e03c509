package io.aman.notification.webhook.message;

import io.aman.notification.webhook.endpoint.MongoLanes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What operators watch: attempts by how they ended, how long messages wait, and how long endpoints wait for a turn. */
@Component
class WebhookMetrics {

    private final MeterRegistry meters;
    private final Clock clock;

    WebhookMetrics(MeterRegistry meters, MongoMessages messages, MongoLanes lanes, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        age(
                "aman.notification.webhook.oldest",
                "Age of the oldest webhook that is neither delivered nor given up",
                messages::oldestWaiting);
        age(
                "aman.notification.webhook.lag",
                "How long an endpoint has waited for a turn that has something due",
                () -> lanes.longestWaiting(clock.instant()));
    }

    private void age(String name, String description, Supplier<Optional<Instant>> since) {
        TimeGauge.builder(
                        name,
                        () -> since.get()
                                .map(at -> Duration.between(at, clock.instant()))
                                .orElse(Duration.ZERO)
                                .toMillis(),
                        TimeUnit.MILLISECONDS)
                .description(description)
                .register(meters);
    }

    /** @param outcome of an attempt, or {@code overtaken} where its lane was lost meanwhile */
    void count(String outcome) {
        meters.counter("aman.notification.webhook.attempts", "outcome", outcome).increment();
    }

    void countDisabled(String reason) {
        meters.counter("aman.notification.webhook.disabled", "reason", reason).increment();
    }
}
