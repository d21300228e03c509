package io.aman.platform.idempotency;

import org.jspecify.annotations.Nullable;

/** An answer as it was sent. */
public record KeptAnswer(int status, @Nullable String location, String body) {

    /** It may hold what somebody typed. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
