package io.aman.session.recovery;

import java.time.Instant;

/** Why somebody does not get in again; nothing has changed. */
abstract sealed class RecoveryError extends RuntimeException {

    private RecoveryError(String message) {
        super(message);
    }

    /** Unknown, used, cancelled or over: the caller is never told which. */
    static final class Invalid extends RecoveryError {
        Invalid() {
            super("This link is good for nothing; ask an administrator for another one.");
        }
    }

    /** The link does not count yet. */
    static final class Waiting extends RecoveryError {

        final Instant availableAt;

        Waiting(Instant availableAt) {
            super("This link counts from %s on.".formatted(availableAt));
            this.availableAt = availableAt;
        }
    }

    /** There is none to cancel. */
    static final class None extends RecoveryError {
        None() {
            super("No recovery is under way.");
        }
    }
}
