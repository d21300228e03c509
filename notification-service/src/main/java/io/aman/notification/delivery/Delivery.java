package io.aman.notification.delivery;

import io.aman.notification.recipient.Address;
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
 * @param eventId the event that caused it
 * @param traceparent the trace that caused it, which the sending continues
 * @param until from when on it is not sent any more; null where it is always of use
 */
public record Delivery(
        String id,
        String channel,
        String userId,
        String type,
        String eventId,
        Address to,
        Message message,
        @Nullable String traceparent,
        @Nullable Instant until) {

    /** The id of the one delivery of an intent through a channel. */
    public static String idOf(String intentId, String channel) {
        return Ids.derived("dlv_", intentId + "/" + channel);
    }
}
