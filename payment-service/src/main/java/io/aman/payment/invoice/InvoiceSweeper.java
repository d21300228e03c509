package io.aman.payment.invoice;

import io.aman.payment.payment.Cause;
import io.aman.platform.observability.Traces;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that every frozen invoice gets its number, whatever crashed. */
final class InvoiceSweeper implements Swept {

    private static final Logger log = LoggerFactory.getLogger(InvoiceSweeper.class);
    private static final int BATCH = 500;

    private final NumberInvoices numbering;
    private final Traces traces;
    private final Clock clock;
    private final SweptWorkers workers;

    InvoiceSweeper(NumberInvoices numbering, Duration interval, Traces traces, Clock clock) {
        this.numbering = numbering;
        this.traces = traces;
        this.clock = clock;
        this.workers = new SweptWorkers("invoices", 1, interval, this::sweep);
    }

    private void sweep() {
        try {
            numbering.sweep(BATCH, Cause.system("invoice-numbering", clock.instant(), traces.current()));
        } catch (RuntimeException e) {
            log.warn("Invoices wait for the next sweep", e);
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
