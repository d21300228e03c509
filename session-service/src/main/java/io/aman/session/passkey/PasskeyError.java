package io.aman.session.passkey;

/** Why something cannot be done with a passkey; nothing has changed. */
abstract sealed class PasskeyError extends RuntimeException {

    private PasskeyError(String message) {
        super(message);
    }

    /** There is none of that id, or it is somebody else's: the caller is never told which. */
    static final class NotFound extends PasskeyError {
        NotFound() {
            super("There is no such passkey.");
        }
    }

    /** What the authenticator sent is not what it was asked for, or is no answer to anything asked a moment ago. */
    static final class NotAccepted extends PasskeyError {
        NotAccepted() {
            super("This is no answer to options that were asked for lately; ask for options and try again.");
        }
    }

    static final class AlreadyRegistered extends PasskeyError {
        AlreadyRegistered() {
            super("This passkey is registered already.");
        }
    }

    static final class TooMany extends PasskeyError {
        TooMany() {
            super("A person has at most %d passkeys; remove one first.".formatted(Keyring.MOST));
        }
    }

    /** It has signed less often than it should have; only its owner is told. */
    static final class Copied extends PasskeyError {
        Copied() {
            super("A passkey has signed less often than it had before.");
        }
    }
}
