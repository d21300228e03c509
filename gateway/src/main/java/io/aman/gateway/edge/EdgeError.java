package io.aman.gateway.edge;

/** Why a request does not get through. Cheap on purpose: an attacker makes many, so none has a stack trace. */
abstract sealed class EdgeError extends RuntimeException {

    private EdgeError(String message) {
        super(message, null, false, false);
    }

    static final class PathNotPlain extends EdgeError {
        PathNotPlain() {
            super("The path holds dot segments, empty segments, parameters, or escapes of separators.");
        }
    }

    static final class TooManyHeaders extends EdgeError {
        TooManyHeaders(int most) {
            super("More than %d header lines.".formatted(most));
        }
    }

    static final class BodyTooLarge extends EdgeError {
        BodyTooLarge(long maxBytes) {
            super("The body is larger than %d bytes.".formatted(maxBytes));
        }
    }

    static final class TokenMissing extends EdgeError {
        TokenMissing() {
            super("Sign in first.");
        }
    }

    static final class TokenNotValid extends EdgeError {
        TokenNotValid() {
            super("Sign in first.");
        }
    }

    static final class TokenExpired extends EdgeError {
        TokenExpired() {
            super("The access token has expired; refresh it.");
        }
    }

    static final class SessionRevoked extends EdgeError {
        SessionRevoked() {
            super("This session is over; sign in again.");
        }
    }

    /** Nothing is known about the token: never a 401. */
    static final class KeysAway extends EdgeError {
        KeysAway() {
            super("Tokens cannot be verified at the moment; try again.");
        }
    }

    /** It is not known well enough which sessions are over. */
    static final class RevocationsStale extends EdgeError {
        RevocationsStale() {
            super("Changes are refused until it is known again which sessions are over.");
        }
    }
}
