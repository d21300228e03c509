package io.aman.session.session;

import io.aman.events.ActivityEvent;
import io.aman.events.Topics;
import io.aman.platform.event.EventRecords;
import io.aman.session.session.SessionActivity.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;

/** Hears from the gateways which sessions are in use: a poll's worth of them is one call to the database. */
class ActivityListener {

    private final SessionActivity activity;
    private final Clock clock;

    ActivityListener(SessionActivity activity, Clock clock) {
        this.activity = activity;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.ACTIVITY, containerFactory = ActivityConfiguration.IN_BATCHES)
    void on(List<ConsumerRecord<String, byte[]>> batch) {
        var now = clock.instant();
        Map<String, Span> seen = new HashMap<>();
        for (var index = 0; index < batch.size(); index++) {
            add(seen, batch.get(index), index, now);
        }
        activity.note(seen);
    }

    /** A record that is no such event is parked alone; what came before it in the batch has counted. */
    private void add(Map<String, Span> seen, ConsumerRecord<String, byte[]> message, int index, Instant now) {
        try {
            EventRecords.read(message).ifPresent(event -> {
                if (event.data() instanceof ActivityEvent.Active active) {
                    // a gateway whose clock is ahead must not keep a session alive beyond its time
                    var at = active.at().isAfter(now) ? now : active.at();
                    seen.merge(active.sessionId(), new Span(at, at), Span::plus);
                }
            });
        } catch (RuntimeException e) {
            activity.note(seen);
            throw new BatchListenerFailedException("a record of session activity cannot be read", e, index);
        }
    }
}
