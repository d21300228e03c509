package io.aman.notification.preference;

import java.time.Duration;

/** What a caller may do wrong with preferences and links. */
abstract sealed class PreferenceError extends RuntimeException {

    private PreferenceError(String message) {
        super(message);
    }

    /** @see Preferences#isLocked */
    static final class SecurityNotOptional extends PreferenceError {
        SecurityNotOptional() {
            super("Messages about security always come to inbox and e-mail, and are never collected.");
        }
    }

    static final class Invalid extends PreferenceError {
        Invalid(String rule) {
            super(rule);
        }
    }

    static final class NoAddress extends PreferenceError {
        final Medium medium;

        NoAddress(Medium medium) {
            super("There is no confirmed address for " + medium.key() + ".");
            this.medium = medium;
        }
    }

    static final class Changed extends PreferenceError {
        Changed() {
            super("They have changed since that version was read.");
        }
    }

    static final class Contended extends PreferenceError {
        static final Duration RETRY_AFTER = Duration.ofSeconds(1);

        Contended() {
            super("Others change them at the same time.");
        }
    }

    static final class LinkInvalid extends PreferenceError {
        LinkInvalid() {
            super("This link is none of ours, or was made too long ago.");
        }
    }

    static final class NotOneClick extends PreferenceError {
        NotOneClick() {
            super("The body is List-Unsubscribe=One-Click (RFC 8058, section 3.1).");
        }
    }
}
