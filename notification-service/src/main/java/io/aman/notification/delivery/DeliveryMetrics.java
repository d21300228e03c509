package io.aman.notification.delivery;

import io.aman.platform.observability.ReasonCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What operators watch: attempts by how they ended, what providers answer and say later, and how long the oldest message has waited. */
@Component
class DeliveryMetrics {

    private static final String CHANNEL = "channel";
    private static final String PROVIDER = "provider";

    private final MeterRegistry meters;
    private final ReasonCounter failures;

    DeliveryMetrics(MeterRegistry meters, Deliveries deliveries, Clock clock) {
        this.meters = meters;
        this.failures = new ReasonCounter(meters, "aman.notification.failures");
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

    /**
     * @param outcome {@code sent}, {@code deferred}, {@code held}, {@code failed}, or {@code overtaken} after the lease had
     *     ended
     */
    void count(String channel, String outcome) {
        meters.counter("aman.notification.deliveries", CHANNEL, channel, "outcome", outcome)
                .increment();
    }

    /** One that is given up. */
    void failed(String channel, String reason) {
        failures.count(reason, CHANNEL, channel);
    }

    /** A call of a provider: how long it took, and how it ended. */
    void asked(String channel, String provider, Outcome outcome, long nanos) {
        var ended = switch (outcome) {
            case Outcome.Sent _ -> "accepted";
            case Outcome.Refused _ -> "refused";
            case Outcome.Deferred _ -> "deferred";
            case Outcome.Unavailable _ -> "unavailable";
            case Outcome.Unknown _ -> "unknown";
        };
        meters.timer("aman.notification.provider.calls", CHANNEL, channel, PROVIDER, provider, "outcome", ended)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A status, whether it was new or not. */
    void told(String channel, DeliveryStatus status) {
        meters.counter(
                        "aman.notification.provider.statuses",
                        CHANNEL,
                        channel,
                        PROVIDER,
                        status.provider(),
                        "state",
                        status.state().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
