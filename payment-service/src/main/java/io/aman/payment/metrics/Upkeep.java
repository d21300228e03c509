package io.aman.payment.metrics;

import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Stores what this process counted, at an interval and when it stops, and once an hour forgets what is too old. */
final class Upkeep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    /** A call that ends at the last moment of an hour is counted in it a little later. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final CallRecorder recorder;
    private final MongoCallHours calls;
    private final MongoPaymentHours payments;
    private final MetricsProperties properties;
    private final Clock clock;
    private final SweptWorkers workers;
    private volatile @Nullable Instant forgotten;

    Upkeep(
            CallRecorder recorder,
            MongoCallHours calls,
            MongoPaymentHours payments,
            MetricsProperties properties,
            Clock clock) {
        this.recorder = recorder;
        this.calls = calls;
        this.payments = payments;
        this.properties = properties;
        this.clock = clock;
        this.workers = new SweptWorkers("payment-metrics", 1, properties.storeInterval(), this::sweep);
    }

    private void sweep() {
        try {
            store();
            forget();
        } catch (RuntimeException e) {
            log.warn("Counts of calls to providers wait for the next time: {}", e.toString());
        }
    }

    /** Stores every hour that is in memory, and takes out those that nothing is added to any more. */
    void store() {
        var settled = clock.instant().minus(LATE);
        for (var hour : recorder.hours()) {
            calls.put(hour, recorder.calls(hour));
            if (hour.isBefore(Hours.of(settled))) {
                recorder.forget(hour);
            }
        }
    }

    /** Forgets what is too old, at most once in an hour. */
    void forget() {
        var now = clock.instant();
        var hour = Hours.of(now);
        if (!hour.equals(forgotten)) {
            calls.forget(now.minus(properties.retention()));
            payments.forget(now.minus(properties.retention()), now.minus(properties.dedupeFor()));
            forgotten = hour;
        }
    }

    /** Stops after all that calls providers: requests and workers. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        workers.start();
    }

    @Override
    public void stop() {
        if (workers.isRunning()) {
            workers.stop();
            sweep();
        }
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
