package io.aman.notification.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a delivery; neither its address nor its text.
 *
 * @param address its {@link io.aman.notification.suppression.AddressIds id}; absent on those of before there were any
 * @param hint enough of the address to recognise it by, such as {@code m***@example.com}
 * @param reason why it failed or waits, as a code
 * @param settledAt when we were done with it; statuses may still come
 * @param sends every call of a provider, oldest first
 * @param trail what administrators did to it, oldest first
 */
record DeliveryRecord(
        String id,
        String channel,
        String userId,
        String type,
        @Nullable String category,
        String eventId,
        @Nullable String address,
        @Nullable String hint,
        DeliveryState state,
        @Nullable String reason,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable Instant settledAt,
        List<Send> sends,
        List<Act> trail) {

    /** @param by the user id of the administrator */
    record Act(Instant at, String by, String what, String reason) {}
}
