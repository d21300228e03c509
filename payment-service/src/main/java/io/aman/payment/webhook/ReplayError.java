package io.aman.payment.webhook;

import io.aman.platform.idempotency.ChangedNothing;

/** Every rule about replays that a caller can break. */
abstract sealed class ReplayError extends RuntimeException implements ChangedNothing {

    private ReplayError(String message) {
        super(message);
    }

    static final class NotFound extends ReplayError {
        NotFound() {
            super("There is no such replay.");
        }
    }

    static final class InvalidSelection extends ReplayError {
        InvalidSelection(String message) {
            super(message);
        }
    }
}
