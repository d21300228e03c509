package io.aman.notification.inbox;

/** What a caller may do wrong with an inbox. */
abstract sealed class InboxError extends RuntimeException {

    private InboxError(String message) {
        super(message);
    }

    static final class NotFound extends InboxError {
        NotFound() {
            super("The inbox has no such entry.");
        }
    }
}
