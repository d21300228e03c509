package io.aman.payment.erasure;

import io.aman.platform.idempotency.ChangedNothing;

/** Every rule that a caller can break. */
abstract sealed class ErasureError extends RuntimeException implements ChangedNothing {

    private ErasureError(String message) {
        super(message);
    }

    static final class NotFound extends ErasureError {
        NotFound() {
            super("There is no such erasure.");
        }
    }
}
