package io.aman.security.reputation;

/** What a caller may get wrong about addresses and lists. */
abstract sealed class AddressError extends RuntimeException {

    private AddressError(String message) {
        super(message);
    }

    static final class InvalidNetwork extends AddressError {
        InvalidNetwork() {
            super("The network is no address, no prefix, or wider than an IPv4 /8 or an IPv6 /16.");
        }
    }

    static final class AlreadyExpired extends AddressError {
        AlreadyExpired() {
            super("The rule would be over already.");
        }
    }

    static final class RuleNotFound extends AddressError {
        RuleNotFound() {
            super("No such rule is in force.");
        }
    }

    static final class FeedNotFound extends AddressError {
        FeedNotFound() {
            super("There is no such list.");
        }
    }
}
