package io.aman.payment.ledger;

import io.aman.platform.idempotency.ChangedNothing;

/** Every rule about days that a caller can break. */
abstract sealed class LedgerError extends RuntimeException implements ChangedNothing {

    private LedgerError(String message) {
        super(message);
    }

    static final class DayNotFound extends LedgerError {
        DayNotFound() {
            super("This day was not compared.");
        }
    }

    static final class InvalidDays extends LedgerError {
        InvalidDays(String message) {
            super(message);
        }
    }
}
