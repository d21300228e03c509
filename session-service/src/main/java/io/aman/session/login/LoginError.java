package io.aman.session.login;

import java.util.Map;

/** Why somebody is not signed in, or no longer. */
abstract sealed class LoginError extends RuntimeException {

    private LoginError(String message) {
        super(message);
    }

    /** Wrong, unknown, disabled or locked: the caller is never told which. */
    static final class InvalidCredentials extends LoginError {
        InvalidCredentials() {
            super("The e-mail address or the password is wrong.");
        }
    }

    /** There were many attempts: the next one takes something that costs. Nothing was checked, and nothing is counted. */
    static final class ChallengeRequired extends LoginError {

        final transient Map<String, Object> challenge;

        ChallengeRequired(Map<String, Object> challenge) {
            super("Solve the challenge and sign in again with its solution.");
            this.challenge = Map.copyOf(challenge);
        }
    }

    /** Nothing was checked, and nothing is counted against the account. */
    static final class LoginUnavailable extends LoginError {
        LoginUnavailable() {
            super("Try again in a moment.");
        }
    }

    /** The directory has people sign in at its own pages. */
    static final class SignInElsewhere extends LoginError {
        SignInElsewhere() {
            super("No password is checked here: sign in by GET /api/auth/oidc/start.");
        }
    }

    /** We never issued the refresh token. */
    static final class SessionInvalid extends LoginError {
        SessionInvalid() {
            super("Sign in first.");
        }
    }

    static final class SessionExpired extends LoginError {
        SessionExpired() {
            super("The session is over; sign in again.");
        }
    }

    static final class SessionRevoked extends LoginError {
        SessionRevoked() {
            super("The session was ended; sign in again.");
        }
    }
}
