package io.aman.events;

import static io.aman.events.AccountFacts.require;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may not have been the owner of an account. */
public sealed interface SuspicionEvent extends AccountEvent {

    /**
     * Somebody signed in in an unusual way, and the owner is asked whether it was them.
     *
     * @param activityId what the owner confirms or denies among their sign-ins
     * @param reasons what was unusual, by the detectors' names, the gravest first
     * @param device as the client calls itself
     * @param by security-service, with the address that signed in
     */
    @EventType("account.sign-in-questioned.v1")
    record SignInQuestioned(
            String userId,
            String activityId,
            List<String> reasons,
            @Nullable String device,
            Instant at,
            Actor by,
            @Nullable String sealed)
            implements SuspicionEvent {

        public SignInQuestioned {
            require(userId, at, by);
            Objects.requireNonNull(activityId, "activityId");
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * After too many wrong passwords even the right one is refused for a while; {@link #LINK} is sealed, and opens the
     * account at once. Told once for each time.
     *
     * @param until when it is over by itself
     */
    @EventType("account.sign-in-locked.v1")
    record SignInLocked(
            String userId,
            Instant until,
            Instant at,
            Actor by,
            @Nullable String sealed) implements SuspicionEvent {

        public SignInLocked {
            require(userId, at, by);
            Objects.requireNonNull(until, "until");
        }
    }

    /** The owner said of some change that it was not them. */
    @EventType("account.disowned.v1")
    record Disowned(
            String userId, Instant at, Actor by, @Nullable String sealed) implements SuspicionEvent {

        public Disowned {
            require(userId, at, by);
        }
    }
}
