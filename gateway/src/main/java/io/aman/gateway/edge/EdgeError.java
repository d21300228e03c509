package io.aman.gateway.edge;

import io.aman.gateway.limit.Decision;
import io.aman.gateway.quota.Verdict;

/** Why a request does not get through. Cheap on purpose: an attacker makes many, so none has a stack trace. */
abstract sealed class EdgeError extends RuntimeException {

    private EdgeError(String message) {
        super(message, null, false, false);
    }

    static final class NotFound extends EdgeError {
        NotFound() {
            super("There is nothing here.");
        }
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

    static final class BodyTooSlow extends EdgeError {
        BodyTooSlow() {
            super("The body did not arrive in time.");
        }
    }

    /** Nobody is there to be told so, or what came was no body. */
    static final class BodyIncomplete extends EdgeError {
        BodyIncomplete() {
            super("The body broke off.");
        }
    }

    /** Nobody in particular calls. */
    abstract static sealed class Unauthorized extends EdgeError {

        private Unauthorized(String message) {
            super(message);
        }
    }

    static final class TokenMissing extends Unauthorized {
        TokenMissing() {
            super("Sign in first.");
        }
    }

    static final class TokenNotValid extends Unauthorized {
        TokenNotValid() {
            super("Sign in first.");
        }
    }

    static final class TokenExpired extends Unauthorized {
        TokenExpired() {
            super("The access token has expired; refresh it.");
        }
    }

    static final class SessionRevoked extends Unauthorized {
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

    /** The caller asks for more than they may, or it is not known whether they do; another time it may be let through. */
    abstract static sealed class Limited extends EdgeError {

        final long retryAfterSeconds;

        private Limited(String message, long retryAfterSeconds) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        static Limited by(Decision refusal) {
            var wait = refusal.resetSeconds();
            return switch (refusal.outcome()) {
                case BURST -> new RateLimited("Too many requests in a second.", wait);
                case MINUTE -> new RateLimited("Too many requests in a minute.", wait);
                case CONCURRENCY -> new RateLimited("Too many requests under way at once.", wait);
                case UNKNOWN -> new LimitsUnknown(wait);
                case ADMITTED -> throw new IllegalStateException("it is admitted");
            };
        }

        static Limited by(Verdict refusal) {
            var wait = refusal.retryAfterSeconds();
            return switch (refusal.outcome()) {
                case EXCEEDED -> new QuotaExceeded(wait);
                case UNKNOWN -> new QuotaUnknown(wait);
                case ADMITTED -> throw new IllegalStateException("it is admitted");
            };
        }
    }

    static final class RateLimited extends Limited {
        private RateLimited(String message, long retryAfterSeconds) {
            super(message, retryAfterSeconds);
        }
    }

    static final class LimitsUnknown extends Limited {
        private LimitsUnknown(long retryAfterSeconds) {
            super("It cannot be known how much was asked for; try again.", retryAfterSeconds);
        }
    }

    static final class QuotaExceeded extends Limited {
        private QuotaExceeded(long retryAfterSeconds) {
            super("The quota is used up.", retryAfterSeconds);
        }
    }

    static final class QuotaUnknown extends Limited {
        QuotaUnknown(long retryAfterSeconds) {
            super("It cannot be known what is left of the quota; try again.", retryAfterSeconds);
        }
    }

    static final class PermissionMissing extends EdgeError {
        PermissionMissing(String permission) {
            super("Needs " + permission + ".");
        }
    }
}
