package io.aman.security.alert;

/** What a caller may get wrong about alerts. */
abstract sealed class AlertError extends RuntimeException {

    private AlertError(String message) {
        super(message);
    }

    static final class NotFound extends AlertError {
        NotFound() {
            super("There is no such alert.");
        }
    }

    static final class NotInState extends AlertError {
        NotInState() {
            super("The alert was acknowledged or closed before.");
        }
    }
}
