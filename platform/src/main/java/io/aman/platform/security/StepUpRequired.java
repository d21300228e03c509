package io.aman.platform.security;

import java.time.Duration;

/** The caller must prove once more who they are; answered 401 with the challenge of RFC 9470. */
public final class StepUpRequired extends RuntimeException {

    private final Duration maxAge;

    public StepUpRequired(Duration maxAge) {
        super("Sign in again; the last time is more than %d seconds ago.".formatted(maxAge.toSeconds()));
        this.maxAge = maxAge;
    }

    Duration maxAge() {
        return maxAge;
    }
}
