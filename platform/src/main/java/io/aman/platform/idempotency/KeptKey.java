package io.aman.platform.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it lies in the document that its call changes.
 *
 * @param operation the same for every call under this key
 * @param leaseUntil until then somebody works on it; null once it is answered
 * @param expiresAt from then on it is as good as new
 */
record KeptKey(String bodyHash, String operation, @Nullable Instant leaseUntil, Instant expiresAt) {

    boolean isAnswered() {
        return leaseUntil == null;
    }

    boolean isOver(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** Whether nobody works on it and nobody has answered. */
    boolean isOpen(Instant now) {
        return leaseUntil != null && !leaseUntil.isAfter(now);
    }

    KeptKey leased(@Nullable Instant until) {
        return new KeptKey(bodyHash, operation, until, expiresAt);
    }
}
