package io.aman.platform.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads every record of a topic from now on, without a group: each instance of a service gets all of them, and none is
 * remembered as read. It outlives the broker; what it may have missed by then it says.
 */
public final class TopicFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 1_000;

    /** Who follows; neither method may throw. */
    public interface Follower {

        /** From here on every record comes; there may have been others since the last one. */
        void follows();

        /** What one poll brought. */
        void received(ConsumerRecords<String, byte[]> records);
    }

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Follower follower;
    private volatile boolean running;
    private @Nullable volatile Consumer<String, byte[]> current;
    private @Nullable volatile Thread thread;

    /** @param settings of the service's consumers, but for their group */
    public TopicFollower(String topic, ConsumerFactory<?, ?> settings, String clientId, Follower follower) {
        this(topic, () -> consumer(settings.getConfigurationProperties(), clientId), follower);
    }

    TopicFollower(String topic, Supplier<Consumer<String, byte[]>> consumers, Follower follower) {
        this.topic = topic;
        this.consumers = consumers;
        this.follower = follower;
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> settings, String clientId) {
        Map<String, Object> own = new HashMap<>(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        // Where records were deleted before they were read it begins anew, and says so.
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("follower-" + topic).daemon().start(this::run);
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

    private void run() {
        while (running) {
            try (var consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException _) {
                // asked to stop, which the loop sees
            } catch (KafkaException | IllegalStateException e) {
                log.warn("Following {} anew: {}", topic, e.toString());
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        var partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // the end as it is now, and not at the first poll
        follower.follows();
        var nextHousekeeping = System.nanoTime() + HOUSEKEEPING.toNanos();
        while (running) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                follower.received(records);
            }
            if (System.nanoTime() - nextHousekeeping >= 0) {
                nextHousekeeping = System.nanoTime() + HOUSEKEEPING.toNanos();
                if (partitions(consumer).size() != partitions.size()) {
                    throw new IllegalStateException("the topic has other partitions now");
                }
            }
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        var found = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(topic + " does not exist yet");
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
