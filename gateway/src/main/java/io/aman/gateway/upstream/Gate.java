package io.aman.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * In front of one service. It closes when the service keeps failing, and never lets more wait than agreed: a service
 * that hangs holds up its own callers and nobody else's.
 */
final class Gate {

    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

    private final String service;
    private final CircuitBreaker breaker;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder heldBack = new LongAdder();

    Gate(String service, UpstreamProperties properties, Clock clock) {
        this.service = service;
        this.breaker = CircuitBreaker.of(service, config(properties.breaker(), clock));
        this.maxWaiting = properties.maxWaiting();
    }

    private static CircuitBreakerConfig config(UpstreamProperties.Breaker when, Clock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(when.window())
                .minimumNumberOfCalls(Math.min(when.minimum(), when.window()))
                .failureRateThreshold(when.failurePercent())
                .waitDurationInOpenState(when.openTime())
                .permittedNumberOfCallsInHalfOpenState(when.trials())
                .maxWaitDurationInHalfOpenState(LONGEST_TRIAL)
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build();
    }

    String service() {
        return service;
    }

    /** A call that may be made now and has to be ended; null where it may not. */
    @Nullable
    Call enter() {
        if (waiting.incrementAndGet() > maxWaiting) {
            return refused();
        }
        return breaker.tryAcquirePermission() ? new Call(this) : refused();
    }

    private @Nullable Call refused() {
        waiting.decrementAndGet();
        heldBack.increment();
        return null;
    }

    boolean isOpen() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    int waiting() {
        return waiting.get();
    }

    long heldBack() {
        return heldBack.sum();
    }

    /** One question to the service. How it ends first is how it ended. */
    static final class Call extends AtomicBoolean {

        private final transient Gate gate;
        private final long began = System.nanoTime();

        Call(Gate gate) {
            this.gate = gate;
        }

        /** Whether it has not ended. */
        boolean isOpen() {
            return !get();
        }

        void answered() {
            if (ends()) {
                gate.breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
        }

        void failed(Throwable error) {
            if (ends()) {
                gate.breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, error);
            }
        }

        /** It says nothing about the service: the caller went away, or its request was at fault. */
        void abandoned() {
            if (ends()) {
                gate.breaker.releasePermission();
            }
        }

        private boolean ends() {
            var ends = compareAndSet(false, true);
            if (ends) {
                gate.waiting.decrementAndGet();
            }
            return ends;
        }
    }
}
