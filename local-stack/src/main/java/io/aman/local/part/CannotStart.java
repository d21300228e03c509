package io.aman.local.part;

/** Why a part does not start, in one line a person can act on; the supervisor shows it as it is. */
public final class CannotStart extends RuntimeException {
    public CannotStart(String reason) {
        super(reason);
    }

    public CannotStart(String reason, Throwable cause) {
        super(reason, cause);
    }
}
