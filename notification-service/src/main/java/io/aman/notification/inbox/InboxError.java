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

    static final class InvalidCursor extends InboxError {
        InvalidCursor() {
            super("The cursor is none that a list has returned.");
        }
    }
}
