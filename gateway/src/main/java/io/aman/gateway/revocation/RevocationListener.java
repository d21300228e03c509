package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import io.aman.platform.event.TopicFollower;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears all of {@link Topics#REVOCATIONS} from its beginning: every gateway needs every record.
 *
 * <p>While the broker is away what was read before stays in force, and the missing heartbeats make it stale. A record that
 * cannot be read is counted and skipped: stopping at it would refuse every change until the topic is compacted.
 */
final class RevocationListener implements TopicFollower.Follower {

    private static final Logger log = LoggerFactory.getLogger(RevocationListener.class);

    private final Revocations revocations;
    private final Clock clock;
    private final Timer lag;
    private final Counter unreadable;

    RevocationListener(Revocations revocations, Clock clock, MeterRegistry meters) {
        this.revocations = revocations;
        this.clock = clock;
        this.lag = Timer.builder("aman.revocation.lag")
                .description("From a revocation to its effect here")
                .register(meters);
        this.unreadable = meters.counter("aman.revocation.unreadable");
    }

    @Override
    public void follows() {
        if (!revocations.isCaughtUp()) {
            revocations.caughtUp();
            log.info("Revocations are known: {} sessions, {} users", revocations.sessions(), revocations.users());
        }
    }

    @Override
    public void received(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::apply);
    }

    @Override
    public void housekeeping() {
        revocations.forgetExpired();
    }

    private void apply(ConsumerRecord<String, byte[]> message) {
        if (message.key() == null || message.value() == null) {
            return; // compacted away; the entry goes when its time is over
        }
        try {
            EventRecords.read(message).ifPresent(event -> {
                if (event.data() instanceof RevocationEvent revocation) {
                    revocations.apply(revocation);
                    measure(revocation, event.time());
                }
            });
        } catch (UnreadableEvent e) {
            unreadable.increment();
            log.error("Skipped the record at offset {}: {}", message.offset(), e.getMessage());
        }
    }

    private void measure(RevocationEvent revocation, Instant happened) {
        if (!(revocation instanceof RevocationEvent.Heartbeat) && revocations.isCaughtUp()) {
            lag.record(Duration.between(happened, clock.instant()));
        }
    }
}
