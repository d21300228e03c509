package io.aman.session.unlock;

/** Why a link opens nothing. */
abstract sealed class UnlockError extends RuntimeException {

    private UnlockError(String message) {
        super(message);
    }

    /** Nobody learns which. */
    static final class LinkInvalid extends UnlockError {
        LinkInvalid() {
            super("The link is not valid, not valid any more, or was used before.");
        }
    }

    /** It was not used up. */
    static final class Unavailable extends UnlockError {
        Unavailable() {
            super("Try again in a moment.");
        }
    }
}
