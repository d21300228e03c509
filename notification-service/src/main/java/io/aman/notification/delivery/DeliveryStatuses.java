package io.aman.notification.delivery;

import io.aman.notification.suppression.Suppressions;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what providers say of the messages they took. */
@Component
public class DeliveryStatuses {

    private static final Logger log = LoggerFactory.getLogger(DeliveryStatuses.class);

    private final DeliveryHistory history;
    private final Suppressions suppressions;
    private final DeliveryMetrics metrics;
    private final Clock clock;

    DeliveryStatuses(DeliveryHistory history, Suppressions suppressions, DeliveryMetrics metrics, Clock clock) {
        this.history = history;
        this.suppressions = suppressions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Notes a status, and puts an address on the list that is of no use; in any order, and as often as it comes.
     *
     * @return false when the delivery is not known, or not yet
     */
    public boolean apply(DeliveryStatus status) {
        if (status.unreachable()) { // before anybody sees the failure, and sends the next one
            history.of(status).ifPresent(known -> suppress(known, status));
        }
        var delivery = history.note(status, clock.instant());
        delivery.ifPresent(known -> metrics.told(known.channel(), status));
        return delivery.isPresent();
    }

    private void suppress(DeliveryRecord delivery, DeliveryStatus status) {
        var address = delivery.address();
        var hint = delivery.hint();
        var reason = status.reason();
        if (address != null && hint != null && reason != null) {
            log.warn("The address of delivery {} is of no use: {}", delivery.id(), reason);
            suppressions.add(address, hint, reason, Suppressions.SERVICE, clock.instant());
        }
    }
}
