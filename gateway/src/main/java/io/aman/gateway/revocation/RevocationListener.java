package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all of {@link Topics#REVOCATIONS} from its beginning, without a group: every gateway needs every record.
 *
 * <p>It outlives the broker: the consumer reconnects by itself, and one that failed is replaced, while what was read
 * before stays in force and the missing heartbeats make it stale. A record that cannot be read is counted and skipped:
 * stopping at it would refuse every change until the topic is compacted.
 */
final class RevocationListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Revocations revocations;
    private final Clock clock;
    private final Timer lag;
    private final Counter unreadable;
    private volatile boolean running;
    private @Nullable volatile Consumer<String, byte[]> current;
    private @Nullable volatile Thread thread;

    RevocationListener(
            Supplier<Consumer<String, byte[]>> consumers, Revocations revocations, Clock clock, MeterRegistry meters) {
        this.consumers = consumers;
        this.revocations = revocations;
        this.clock = clock;
        this.lag = Timer.builder("aman.revocation.lag")
                .description("From a revocation to its effect here")
                .register(meters);
        this.unreadable = meters.counter("aman.revocation.unreadable");
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("revocations").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        var reader = thread;
        if (reader != null) {
            reader.interrupt();
            try {
                reader.join(PAUSE.multipliedBy(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server opens, and after it has closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running) {
            try (var consumer = consumers.get()) {
                current = consumer;
                read(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException _) {
                // asked to stop, which the loop sees
            } catch (KafkaException | IllegalStateException e) {
                log.warn("Reading revocations anew: {}", e.toString());
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        var partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            throw new IllegalStateException(Topics.REVOCATIONS + " does not exist yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var nextHousekeeping = System.nanoTime();
        while (running) {
            for (var message : consumer.poll(POLL)) {
                apply(message);
            }
            if (!revocations.isCaughtUp() && reached(consumer, ends)) {
                revocations.caughtUp();
                log.info("Revocations are known: {} sessions, {} users", revocations.sessions(), revocations.users());
            }
            if (System.nanoTime() - nextHousekeeping >= 0) {
                nextHousekeeping = System.nanoTime() + HOUSEKEEPING.toNanos();
                revocations.forgetExpired();
                if (partitions(consumer).size() != partitions.size()) {
                    throw new IllegalStateException("the topic has other partitions now");
                }
            }
        }
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        return consumer.partitionsFor(Topics.REVOCATIONS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
