package io.aman.platform.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what was refused or failed by its reason. Others' codes have no end, and each value of a label is a series to
 * keep, here and where it is scraped: reasons beyond the first {@value #MOST} of a process are counted as {@value #OTHER}.
 */
public final class ReasonCounter {

    static final int MOST = 50;
    static final String OTHER = "other";

    private final Set<String> known = new HashSet<>();
    private final MeterRegistry meters;
    private final String name;

    /** @param name of the counter, as {@code payment.declines} */
    public ReasonCounter(MeterRegistry meters, String name) {
        this.meters = meters;
        this.name = name;
    }

    /** @param tags names and values that stand beside {@code reason}, each of few values */
    public void count(String reason, String... tags) {
        meters.counter(name, Tags.of(tags).and("reason", label(reason))).increment();
    }

    private synchronized String label(String reason) {
        if (known.contains(reason)) {
            return reason;
        }
        return known.size() < MOST && known.add(reason) ? reason : OTHER;
    }
}
