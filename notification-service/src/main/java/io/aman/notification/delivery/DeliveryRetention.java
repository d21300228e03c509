package io.aman.notification.delivery;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Forgets what has been kept for long enough. */
@Component
class DeliveryRetention {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRetention.class);
    private static final int BATCH = 500;

    private final DeliveryHistory history;
    private final RecipientLimits limits;
    private final RetentionProperties properties;
    private final Clock clock;

    DeliveryRetention(DeliveryHistory history, RecipientLimits limits, RetentionProperties properties, Clock clock) {
        this.history = history;
        this.limits = limits;
        this.properties = properties;
        this.clock = clock;
    }

    /** Never throws: the next sweep finds what this one left. */
    void sweep() {
        try {
            var now = clock.instant();
            untilNone(() -> history.deleteSettledBefore(now.minus(properties.history()), BATCH));
            untilNone(() -> history.forgetTextsFailedBefore(now.minus(properties.texts()), BATCH));
            limits.clean(now);
        } catch (RuntimeException e) {
            log.warn("Deliveries could not be swept: {}", e.toString());
        }
    }

    private static void untilNone(LongSupplier batch) {
        while (batch.getAsLong() > 0) {
            // the next ones
        }
    }
}
