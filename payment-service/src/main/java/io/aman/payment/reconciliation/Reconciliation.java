package io.aman.payment.reconciliation;

import io.aman.payment.payment.Cause;
import io.aman.payment.payment.FindOutcome;
import io.aman.payment.payment.PaymentId;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks the provider about every attempt and refund that has had no outcome for too long, whatever the reason.
 *
 * <p>Any number of instances may run: each payment is taken up by one of them, under a lease.
 */
final class Reconciliation implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private final FindOutcome outcomes;
    private final ReconciliationProperties properties;
    private final Traces traces;
    private final Clock clock;
    private volatile boolean running;
    private volatile ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    Reconciliation(FindOutcome outcomes, ReconciliationProperties properties, Traces traces, Clock clock) {
        this.outcomes = outcomes;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
        scheduler.shutdown();
    }

    /** Looks at everything that is due, and returns when that is done. */
    void run() {
        var slots = new Semaphore(properties.concurrency());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var due = outcomes.claimDue(properties.lease());
                    due.isPresent();
                    due = outcomes.claimDue(properties.lease())) {
                var payment = due.get();
                slots.acquireUninterruptibly();
                workers.execute(() -> {
                    try {
                        look(payment);
                    } finally {
                        slots.release();
                    }
                });
            }
        }
    }

    private void look(PaymentId payment) {
        try {
            traces.continued(
                    null,
                    "reconciliation",
                    () -> outcomes.ofWhatIsDue(
                            payment, Cause.system("reconciliation", clock.instant(), traces.current())));
        } catch (RuntimeException e) {
            log.warn("Payment {} is looked at again when its lease is over", payment, e);
        }
    }

    private void safely() {
        try {
            run();
        } catch (RuntimeException e) {
            log.warn("Reconciliation waits for its next run: {}", e.toString());
        }
    }

    @Override
    public void start() {
        scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("reconciliation").daemon().factory());
        running = true;
        var interval = properties.interval().toMillis();
        var _ = scheduler.scheduleWithFixedDelay(this::safely, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        scheduler.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
