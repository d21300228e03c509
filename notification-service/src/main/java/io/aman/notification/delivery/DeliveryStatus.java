package io.aman.notification.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a message that it took. It names neither the address nor the text.
 *
 * @param provider as {@link Provider#name()}
 * @param deliveryId which delivery it is of, where the provider gave back what it was told; else the reference tells
 * @param attempt which one of the delivery; 0 where nobody told
 * @param reference the provider's own id of the message
 * @param reason as a code, such as {@code sms-30005}
 * @param unreachable whether the address is of no use to anybody
 * @param at when it happened, by the provider's clock where it says
 */
public record DeliveryStatus(
        String provider,
        @Nullable String deliveryId,
        int attempt,
        String reference,
        DeliveryState state,
        @Nullable String reason,
        boolean unreachable,
        Instant at) {}
