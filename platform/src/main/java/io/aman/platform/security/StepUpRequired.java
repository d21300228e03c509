package io.aman.platform.security;

import io.aman.platform.idempotency.ChangedNothing;
import java.time.Duration;

/** The caller must prove once more who they are; answered 401 with the challenge of RFC 9470. Nothing has changed. */
public final class StepUpRequired extends RuntimeException implements ChangedNothing {

    private final Duration maxAge;
    private final String level;

    /** @param level the {@link Assurance} that it takes */
    public StepUpRequired(Duration maxAge, String level) {
        super(
                level.equals(Assurance.AAL2)
                        ? "Show your second factor; the last time is more than %d seconds ago, or you have not yet."
                                .formatted(maxAge.toSeconds())
                        : "Sign in again; the last time is more than %d seconds ago.".formatted(maxAge.toSeconds()));
        this.maxAge = maxAge;
        this.level = level;
    }

    Duration maxAge() {
        return maxAge;
    }

    String level() {
        return level;
    }
}
