package io.aman.notification.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a provider does, as seen by this instance since it started.
 *
 * @param lastSuccessAt when it last answered for a message, whether it took it or not
 * @param lastFailure the reason of the last call that failed, as a code
 */
record ProviderHealth(
        String channel,
        String name,
        Breaker breaker,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastFailureAt,
        @Nullable String lastFailure) {

    /** Whether calls are let through. */
    enum Breaker {
        CLOSED,
        OPEN,
        HALF_OPEN
    }
}
