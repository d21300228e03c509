package io.aman.notification.delivery;

import java.time.Instant;

/**
 * A delivery that nobody tries any more.
 *
 * @param reason of the last attempt, as a code
 */
record FailedDelivery(
        String id,
        String channel,
        String userId,
        String type,
        String eventId,
        int attempts,
        String reason,
        Instant failedAt) {}
