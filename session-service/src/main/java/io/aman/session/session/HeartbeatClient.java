package io.aman.session.session;

import io.aman.events.EventEnvelope;
import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.event.EventRecords;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells every gateway each second that the topic of revocations is alive: without it they cannot tell silence from a
 * dead broker. Sent past the outbox, as an old one is worth nothing.
 */
final class HeartbeatClient {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatClient.class);
    private static final String KEY = "heartbeat";
    private static final String SOURCE = "/session-service";

    private final AtomicBoolean silent = new AtomicBoolean();
    private final KafkaOperations<String, byte[]> kafka;
    private final Clock clock;

    HeartbeatClient(KafkaOperations<String, byte[]> kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void beat() {
        var now = clock.instant();
        var event = new EventEnvelope<>(Ids.random("evt_"), SOURCE, KEY, now, new RevocationEvent.Heartbeat(now));
        var message = EventRecords.of(Topics.REVOCATIONS, event);
        try {
            var _ = kafka.send(message).whenComplete((_, error) -> heard(error));
        } catch (RuntimeException e) { // no metadata: Kafka is away, and the next beat tries again
            heard(e);
        }
    }

    private void heard(@Nullable Throwable error) {
        if (error == null) {
            if (silent.getAndSet(false)) {
                log.info("The gateways hear of revocations again");
            }
        } else if (!silent.getAndSet(true)) {
            log.warn("The gateways may not hear of revocations: {}", error.toString());
        }
    }
}
