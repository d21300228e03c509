package io.aman.events;

import java.time.Instant;
import java.util.Objects;

/**
 * An event with its CloudEvents attributes.
 *
 * @param id unique for the source; a consumer that has seen it ignores a second one
 * @param source the service that told it, such as {@code /payment-service}
 * @param key the aggregate's id: events of one key arrive in order
 * @param time when it happened
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2</a>
 */
public record EventEnvelope<E extends DomainEvent>(String id, String source, String key, Instant time, E data) {

    public EventEnvelope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }
}
