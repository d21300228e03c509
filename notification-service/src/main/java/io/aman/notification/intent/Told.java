package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, and what somebody is told of it.
 *
 * @param id the event's, or what stands for one
 * @param traceparent the trace that it belongs to
 */
record Told(String id, Instant at, Notice notice, @Nullable String traceparent) {

    static Told of(EventEnvelope<?> event, Notice notice, @Nullable String traceparent) {
        return new Told(event.id(), event.time(), notice, traceparent);
    }
}
