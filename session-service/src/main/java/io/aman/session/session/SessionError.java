package io.aman.session.session;

/** Why something cannot be done with a session. */
abstract sealed class SessionError extends RuntimeException {

    private SessionError(String message) {
        super(message);
    }

    /** There is none of that id, or it is somebody else's: the caller is never told which. */
    static final class NotFound extends SessionError {
        NotFound() {
            super("There is no such session.");
        }
    }

    /** Somebody acts as the person in it: it ends when it was said to. */
    static final class NotExtendable extends SessionError {
        NotExtendable() {
            super("A session in which somebody acts as another person cannot be extended.");
        }
    }

    /** The caller's own session has ended while its token lives on. */
    static final class Revoked extends SessionError {
        Revoked() {
            super("The session was ended; sign in again.");
        }
    }

    /** The caller's own session has run out while its token lives on. */
    static final class Expired extends SessionError {
        Expired() {
            super("The session is over; sign in again.");
        }
    }

    /** The person has as many sessions as they may have; none was started. */
    static final class TooManySessions extends SessionError {
        TooManySessions(int max) {
            super("No more than %d sessions are allowed at once; end one first.".formatted(max));
        }
    }
}
