package io.aman.security.detector;

import io.aman.events.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to pay.
 *
 * @param method tells one thing to pay with from another, and is nothing one could pay with; null where that is chosen at
 *     the provider
 */
public record Purchase(
        String paymentId,
        Money amount,
        String provider,
        @Nullable String method) {}
