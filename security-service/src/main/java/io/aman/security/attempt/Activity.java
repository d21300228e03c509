package io.aman.security.attempt;

import io.aman.platform.Ids;
import io.aman.security.answer.Watch;
import io.aman.security.detector.Signal;
import io.aman.security.risk.RiskScore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one sign-in ended, and what was noticed of it.
 *
 * @param id follows from the event's id, so that an event told twice is one entry
 * @param userId whose account was meant; null where there is no such account
 * @param reason why it failed
 * @param source what is counted for the address; null where that is unreadable
 * @param sessionId what it began
 * @param signals nothing before it was looked at
 * @param score of a success that was looked at
 * @param answer what the owner said of it
 */
record Activity(
        String id,
        @Nullable String userId,
        Instant at,
        Outcome outcome,
        @Nullable String reason,
        String address,
        @Nullable String source,
        @Nullable String userAgent,
        @Nullable String sessionId,
        List<Signal> signals,
        @Nullable RiskScore score,
        @Nullable Answer answer) {

    private static final int MAX_USER_AGENT = 512;

    enum Outcome {
        SUCCEEDED,
        FAILED
    }

    /** Whether it was the owner's. */
    enum Answer {
        CONFIRMED,
        DENIED
    }

    Activity {
        signals = List.copyOf(signals);
    }

    static String idOf(String eventId) {
        return Ids.derived("act_", eventId);
    }

    static Activity of(Watch.Seen seen, @Nullable String reason) {
        var signIn = seen.signIn();
        return new Activity(
                signIn.eventId(),
                signIn.userId(),
                signIn.at(),
                signIn.succeeded() ? Outcome.SUCCEEDED : Outcome.FAILED,
                reason,
                signIn.address(),
                signIn.source(),
                cut(signIn.userAgent()),
                signIn.sessionId(),
                seen.signals(),
                seen.score(),
                null);
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, MAX_USER_AGENT);
    }
}
