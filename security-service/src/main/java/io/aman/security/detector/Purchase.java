package io.aman.security.detector;

import io.aman.events.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to pay.
 *
 * @param method tells one thing to pay with from another, and is nothing one could pay with; null where that is chosen at
 *     the provider
 * @param device names the device it is paid at; null where it is not known
 */
public record Purchase(
        String paymentId,
        Money amount,
        String provider,
        @Nullable String method,
        @Nullable String device) {}
