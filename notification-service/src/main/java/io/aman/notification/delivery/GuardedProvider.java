package io.aman.notification.delivery;

import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.recipient.Address;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider behind its breaker: one that fails is left alone for a while. */
final class GuardedProvider {

    private static final Logger log = LoggerFactory.getLogger(GuardedProvider.class);

    private final Provider provider;
    private final CircuitBreaker breaker;
    private final DeliveryMetrics metrics;
    private final Clock clock;
    private volatile @Nullable Instant lastSuccessAt;
    private volatile @Nullable Instant lastFailureAt;
    private volatile @Nullable String lastFailure;

    /** @param breaker must {@linkplain #isFailure count} outcomes, as no provider throws */
    GuardedProvider(Provider provider, CircuitBreaker breaker, DeliveryMetrics metrics, Clock clock) {
        this.provider = provider;
        this.breaker = breaker;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether an outcome speaks for leaving the provider alone; what it says of one message does not. */
    static boolean isFailure(Object outcome) {
        return outcome instanceof Unavailable || outcome instanceof Unknown;
    }

    String name() {
        return provider.name();
    }

    String channel() {
        return provider.channel();
    }

    boolean carries(Address to) {
        return provider.carries(to);
    }

    boolean recognisesRepeats() {
        return provider.recognisesRepeats();
    }

    /** Takes the right to call it once, which {@link #send} uses up. */
    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    /** Gives that right back unused. */
    void release() {
        breaker.releasePermission();
    }

    Outcome send(Delivery delivery, int attempt) {
        var began = breaker.getCurrentTimestamp();
        var nanos = System.nanoTime();
        var outcome = tried(delivery, attempt);
        breaker.onResult(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit(), outcome);
        metrics.asked(provider.channel(), provider.name(), outcome, System.nanoTime() - nanos);
        note(outcome);
        return outcome;
    }

    /** A fault of ours says nothing about whether it went out. */
    private Outcome tried(Delivery delivery, int attempt) {
        try {
            return provider.send(delivery, attempt);
        } catch (RuntimeException e) {
            log.error("Provider {} of {} failed on delivery {}", name(), channel(), delivery.id(), e);
            return new Unknown("channel-error");
        }
    }

    private void note(Outcome outcome) {
        switch (outcome) {
            case Unavailable failure -> failed(failure.reason());
            case Unknown failure -> failed(failure.reason());
            case Outcome.Sent _, Outcome.Refused _, Outcome.Deferred _ -> lastSuccessAt = clock.instant();
        }
    }

    private void failed(String reason) {
        lastFailureAt = clock.instant();
        lastFailure = reason;
    }

    ProviderHealth health() {
        var state = switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> ProviderHealth.Breaker.CLOSED;
            case OPEN, FORCED_OPEN -> ProviderHealth.Breaker.OPEN;
            case HALF_OPEN -> ProviderHealth.Breaker.HALF_OPEN;
        };
        return new ProviderHealth(channel(), name(), state, lastSuccessAt, lastFailureAt, lastFailure);
    }
}
