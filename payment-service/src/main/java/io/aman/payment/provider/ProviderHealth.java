package io.aman.payment.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a provider fares, as seen by this process alone.
 *
 * @param lastSuccessAt when it last answered a call, whatever it said; null when it has not since this process began
 */
public record ProviderHealth(
        String name, Breaker breaker, @Nullable Instant lastSuccessAt) {

    /** Whether the provider is asked, left alone, or tried again after it was left alone. */
    public enum Breaker {
        CLOSED,
        OPEN,
        HALF_OPEN
    }
}
