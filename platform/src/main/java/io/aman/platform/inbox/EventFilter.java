package io.aman.platform.inbox;

import io.aman.events.EventCodec;
import io.aman.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;

/** Skips, and counts, events of types that this version does not know, and replays meant for another service. */
final class EventFilter implements RecordFilterStrategy<Object, Object> {

    /** Names the consumer group that a replayed record is for. */
    static final String REPLAY_FOR = "aman_replay_for";

    private final String group;
    private final MeterRegistry meters;

    EventFilter(String group, MeterRegistry meters) {
        this.group = group;
        this.meters = meters;
    }

    @Override
    public boolean filter(ConsumerRecord<Object, Object> message) {
        if (Topics.holdsDeadLetters(message.topic())) {
            return false;
        }
        var replayFor = header(message, REPLAY_FOR);
        if (replayFor != null && !isOf(group, replayFor)) {
            return true;
        }
        var type = header(message, EventCodec.TYPE);
        if (type == null || EventCodec.knows(type)) {
            return false; // without a type it is no event: the converter says so, and it is parked
        }
        meters.counter("aman.events.unknown", "topic", message.topic()).increment();
        return true;
    }

    /** Whether a consumer group is the service's: its own, or one more of its listeners that is named behind it. */
    static boolean isOf(String service, String group) {
        return group.equals(service) || group.startsWith(service + "-");
    }

    private static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
