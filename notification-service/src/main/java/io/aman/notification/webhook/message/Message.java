package io.aman.notification.webhook.message;

import io.aman.platform.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param id the header {@code webhook-id}: it follows from event and endpoint, and is the same at each attempt
 * @param type of the event
 * @param eventId the event's
 * @param about the users it tells of
 * @param body as it is sent; null once it is erased
 * @param attempts how often it was tried, the fencing token of whoever tries it
 * @param tries how often it was tried since it was made, or replayed
 * @param nextAttemptAt null for one that is settled
 * @param reason of the last failure, as a code
 * @param made the last attempts, in order
 * @param traceparent the trace that caused it, which the sending continues
 */
record Message(
        String id,
        String endpointId,
        String type,
        String eventId,
        Set<String> about,
        @Nullable String body,
        State state,
        int attempts,
        int tries,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason,
        List<Attempt> made,
        @Nullable String traceparent,
        Instant createdAt) {

    /** How it stands. */
    enum State {
        WAITING,
        DELIVERED,
        FAILED,
        /** What it said is forgotten, and it is never sent. */
        ERASED
    }

    /**
     * One attempt.
     *
     * @param status the receiver's answer; null where none came
     * @param outcome a code, such as {@code timed-out}
     */
    record Attempt(Instant at, @Nullable Integer status, String outcome, long tookMillis) {}

    Message {
        about = Set.copyOf(about);
        made = List.copyOf(made);
    }

    /** A new one, due at once. */
    static Message of(
            String endpointId,
            String type,
            String eventId,
            Set<String> about,
            String body,
            @Nullable String traceparent,
            Instant now) {
        return new Message(
                idOf(eventId, endpointId),
                endpointId,
                type,
                eventId,
                about,
                body,
                State.WAITING,
                0,
                0,
                now,
                null,
                List.of(),
                traceparent,
                now);
    }

    /** One event makes one message an endpoint, however often it arrives. */
    static String idOf(String eventId, String endpointId) {
        return Ids.derived("whm_", eventId + "/" + endpointId);
    }

    /** Names it by its id alone. */
    @Override
    public String toString() {
        return "Message[" + id + "]";
    }
}
