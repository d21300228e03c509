package io.aman.payment.method;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that every payment method ends up kept or forgotten, whatever crashed. */
final class MethodSweeper implements Swept {

    private static final Logger log = LoggerFactory.getLogger(MethodSweeper.class);

    private final KeepMethods methods;
    private final SweptWorkers workers;

    MethodSweeper(KeepMethods methods, Duration interval) {
        this.methods = methods;
        this.workers = new SweptWorkers("payment-methods", 1, interval, this::sweep);
    }

    private void sweep() {
        try {
            methods.sweep();
        } catch (RuntimeException e) {
            log.warn("Payment methods wait for the next sweep", e);
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
