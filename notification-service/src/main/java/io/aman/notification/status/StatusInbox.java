package io.aman.notification.status;

import io.aman.notification.delivery.DeliveryStatus;
import java.util.List;

/** Takes statuses in any order, and as often as they come. */
public interface StatusInbox {

    /** Stored when this returns; noted with their deliveries soon, or when those become known. */
    void receive(List<DeliveryStatus> statuses);
}
