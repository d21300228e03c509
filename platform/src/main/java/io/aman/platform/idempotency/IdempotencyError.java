package io.aman.platform.idempotency;

import java.time.Duration;

/** Why a key cannot be used; see draft-ietf-httpapi-idempotency-key-header-07, section 2.7. */
abstract sealed class IdempotencyError extends RuntimeException {

    private IdempotencyError(String message) {
        super(message);
    }

    static final class KeyMissing extends IdempotencyError {
        KeyMissing() {
            super("This call needs an Idempotency-Key header of 1 to 255 printable ASCII characters.");
        }
    }

    static final class KeyReused extends IdempotencyError {
        KeyReused() {
            super("This Idempotency-Key was used with another body.");
        }
    }

    static final class InProgress extends IdempotencyError {

        private final Duration retryAfter;

        InProgress(Duration retryAfter) {
            super("The first call with this Idempotency-Key is still being worked on.");
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }
}
