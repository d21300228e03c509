package io.aman.notification.delivery;

/** What an administrator may do wrong with a delivery. */
abstract sealed class DeliveryError extends RuntimeException {

    private DeliveryError(String message) {
        super(message);
    }

    static final class NotFound extends DeliveryError {
        NotFound() {
            super("There is no such delivery.");
        }
    }

    static final class NotResendable extends DeliveryError {
        NotResendable() {
            super("It did not fail, its text is forgotten, or it is of no use any more.");
        }
    }

    static final class NotCancelable extends DeliveryError {
        NotCancelable() {
            super("It does not wait.");
        }
    }

    static final class InvalidSelection extends DeliveryError {
        InvalidSelection(String rule) {
            super(rule);
        }
    }
}
