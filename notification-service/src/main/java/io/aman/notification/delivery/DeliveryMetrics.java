package io.aman.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What operators watch: attempts by how they ended, and how long the oldest message has waited. */
@Component
class DeliveryMetrics {

    private final MeterRegistry meters;

    DeliveryMetrics(MeterRegistry meters, Deliveries deliveries, Clock clock) {
        this.meters = meters;
        TimeGauge.builder(
                        "aman.notification.delivery.oldest",
                        () -> deliveries
                                .oldestWaiting()
                                .map(since -> Duration.between(since, clock.instant()))
                                .filter(Duration::isPositive)
                                .orElse(Duration.ZERO)
                                .toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Age of the oldest message that is neither sent nor failed")
                .register(meters);
    }

    /** @param outcome {@code sent}, {@code deferred}, {@code failed}, or {@code overtaken} after the lease had ended */
    void count(String channel, String outcome) {
        meters.counter("aman.notification.deliveries", "channel", channel, "outcome", outcome)
                .increment();
    }
}
