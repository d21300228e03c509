package io.aman.platform.outbox;

import io.aman.events.DomainEvent;
import java.time.Instant;
import java.util.Objects;

/**
 * An event that a change promises to tell.
 *
 * @param id the same for the same change, however often it is tried: consumers ignore a second one
 * @param topic where it goes
 * @param key events of one key arrive in order
 * @param time when it happened
 */
public record OutboxEvent(String id, String topic, String key, Instant time, DomainEvent event) {

    public OutboxEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(event, "event");
    }
}
