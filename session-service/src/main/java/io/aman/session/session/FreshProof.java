package io.aman.session.session;

import io.aman.session.session.SessionError.StepUpRequired;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What sensitive actions ask for: that the person has proved a moment ago who they are. */
final class FreshProof {

    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private FreshProof() {}

    /**
     * @param provedAt null where no person ever did
     * @throws StepUpRequired when that is too long ago
     */
    static void require(@Nullable Instant provedAt, Instant now) {
        if (provedAt == null || now.isAfter(provedAt.plus(MAX_AGE))) {
            throw new StepUpRequired();
        }
    }
}
