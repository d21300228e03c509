package io.aman.payment.audit;

/** What is asked for and cannot be shown. */
abstract sealed class AuditError extends RuntimeException {

    private AuditError(String message) {
        super(message);
    }

    static final class NotFound extends AuditError {
        NotFound() {
            super("There is no such payment.");
        }
    }
}
