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
}
