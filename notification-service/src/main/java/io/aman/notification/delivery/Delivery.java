package io.aman.notification.delivery;

import io.aman.notification.recipient.Address;
import io.aman.notification.template.Category;
import io.aman.notification.template.Message;
import io.aman.platform.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient through one channel.
 *
 * @param id {@link #idOf follows} from the intent and the channel, so that a pair has one delivery however often it is asked for
 * @param userId whom it is for
 * @param type of the message, such as {@code payment-receipt}
 * @param category decides how often it may go out, and whether it may go out twice
 * @param eventId the event that caused it
 * @param traceparent the trace that caused it, which the sending continues
 * @param until from when on it is not sent any more; null where it is always of use
 * @param notBefore when it is due; null for at once
 * @param cancelKey names it and others that belong together, for {@link DeliveryQueue#cancel}; null where nobody cancels
 */
public record Delivery(
        String id,
        String channel,
        String userId,
        String type,
        Category category,
        String eventId,
        Address to,
        Message message,
        @Nullable String traceparent,
        @Nullable Instant until,
        @Nullable Instant notBefore,
        @Nullable String cancelKey) {

    /** The id of the one delivery of an intent through a channel. */
    public static String idOf(String intentId, String channel) {
        return Ids.derived("dlv_", intentId + "/" + channel);
    }
}
