package io.aman.security.attempt;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.platform.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one sign-in ended.
 *
 * @param id follows from the event's id, so that an event told twice is one entry
 * @param userId whose account was meant; null where there is no such account
 * @param reason why it failed
 */
record Activity(
        String id,
        @Nullable String userId,
        Instant at,
        Outcome outcome,
        @Nullable String reason,
        String address,
        @Nullable String userAgent) {

    private static final int MAX_USER_AGENT = 512;

    enum Outcome {
        SUCCEEDED,
        FAILED
    }

    static Activity of(EventEnvelope<LoginEvent> event) {
        var id = Ids.derived("act_", event.id());
        var at = event.data().at().truncatedTo(ChronoUnit.MILLIS); // as precise as it is stored
        return switch (event.data()) {
            case LoginEvent.Succeeded login ->
                new Activity(id, login.userId(), at, Outcome.SUCCEEDED, null, login.address(), cut(login.userAgent()));
            case LoginEvent.Failed login ->
                new Activity(
                        id,
                        login.userId(),
                        at,
                        Outcome.FAILED,
                        login.reason(),
                        login.address(),
                        cut(login.userAgent()));
        };
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= MAX_USER_AGENT
                ? userAgent
                : userAgent.substring(0, MAX_USER_AGENT);
    }
}
