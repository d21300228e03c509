package io.aman.gateway.quota;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Leases of a storage that may be slow or away: an answer, or none, in a bounded time. */
final class TimedLeases implements Leases {

    private final Leases storage;
    private final CircuitBreaker breaker;
    private final Duration timeout;

    TimedLeases(Leases storage, CircuitBreaker breaker, Duration timeout) {
        this.storage = storage;
        this.breaker = breaker;
        this.timeout = timeout;
    }

    @Override
    public Mono<Lease> take(String subject, Period period, long quota, long wanted) {
        return guarded(storage.take(subject, period, quota, wanted));
    }

    @Override
    public Mono<Long> taken(String subject, Period period) {
        return guarded(storage.taken(subject, period));
    }

    /** Tried also where the storage was away a moment ago: there is no later. */
    @Override
    public Mono<Void> giveBack(String subject, Period period, long units) {
        return storage.giveBack(subject, period, units).timeout(timeout);
    }

    /** As long as it takes: nobody waits for it. */
    @Override
    public Mono<Void> forgetOld() {
        return storage.forgetOld();
    }

    private <T> Mono<T> guarded(Mono<T> question) {
        return question.switchIfEmpty(Mono.error(() -> new IllegalStateException("no answer")))
                .timeout(timeout)
                .transformDeferred(CircuitBreakerOperator.of(breaker));
    }
}
