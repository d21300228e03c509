package io.aman.events;

import static io.aman.events.AccountFacts.require;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How somebody who has lost the second factor gets back into an account. */
public sealed interface RecoveryEvent extends AccountEvent {

    /**
     * Somebody asked to get in without the second factor; {@link #LINK} is sealed.
     *
     * @param availableAt when the link begins to count: until then the owner can stop it
     */
    @EventType("account.recovery-requested.v1")
    record RecoveryRequested(
            String userId,
            Instant availableAt,
            Instant at,
            Actor by,
            @Nullable String sealed) implements RecoveryEvent {

        public RecoveryRequested {
            require(userId, at, by);
            Objects.requireNonNull(availableAt, "availableAt");
        }
    }

    /** The second factors were removed by a recovery. */
    @EventType("account.recovery-completed.v1")
    record RecoveryCompleted(
            String userId, Instant at, Actor by, @Nullable String sealed) implements RecoveryEvent {

        public RecoveryCompleted {
            require(userId, at, by);
        }
    }
}
