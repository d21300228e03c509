package io.aman.notification.contact;

import java.time.Duration;

/** What a caller may do wrong with a number. */
abstract sealed class ContactError extends RuntimeException {

    private ContactError(String message) {
        super(message);
    }

    static final class NotFound extends ContactError {
        NotFound() {
            super("There is no such address.");
        }
    }

    static final class NoNumber extends ContactError {
        NoNumber() {
            super("A number is a plus sign and 7 to 15 digits (ITU-T E.164).");
        }
    }

    static final class TooMany extends ContactError {
        TooMany() {
            super("Delete an address first.");
        }
    }

    static final class TooManyCodes extends ContactError {
        final Duration retryAfter;

        TooManyCodes(Duration retryAfter) {
            super("As many codes were sent as may be.");
            this.retryAfter = retryAfter;
        }
    }

    static final class CodeWrong extends ContactError {
        CodeWrong() {
            super("That is not the code that was sent.");
        }
    }

    static final class CodeOver extends ContactError {
        CodeOver() {
            super("The code is too old, or was guessed at too often: ask for another one.");
        }
    }

    static final class OwnerUnknown extends ContactError {
        static final Duration RETRY_AFTER = Duration.ofSeconds(5);

        OwnerUnknown() {
            super("The account is too new to be known here; try again in a moment.");
        }
    }

    static final class Contended extends ContactError {
        Contended() {
            super("Others change them at the same time.");
        }
    }
}
