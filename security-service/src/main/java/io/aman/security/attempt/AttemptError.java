package io.aman.security.attempt;

/** What a caller may get wrong. */
abstract sealed class AttemptError extends RuntimeException {

    private AttemptError(String message) {
        super(message);
    }

    static final class AddressUnreadable extends AttemptError {
        AddressUnreadable() {
            super("The address is neither IPv4 nor IPv6.");
        }
    }

    static final class ActivityNotFound extends AttemptError {
        ActivityNotFound() {
            super("There is no such sign-in.");
        }
    }

    static final class NotAnswerable extends AttemptError {
        NotAnswerable() {
            super("Nobody got in, or the opposite was said before.");
        }
    }

    static final class StillToBeTold extends AttemptError {
        StillToBeTold() {
            super("Something about the person is still to be told; ask again.");
        }
    }
}
