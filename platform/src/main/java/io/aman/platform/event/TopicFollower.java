package io.aman.platform.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * Reads every record of a topic, without a group: each instance of a service gets all of them, and none is remembered as
 * read. It outlives the broker: the consumer reconnects by itself, and one that failed is replaced.
 */
public final class TopicFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 1_000;

    /** Where a consumer begins to read. */
    public enum From {
        /** With all that is kept; where what it was about to read is gone, with what is left. */
        BEGINNING("earliest"),
        /** With what comes from now on; where that is gone before it was read, anew. */
        END("none");

        private final String reset;

        From(String reset) {
            this.reset = reset;
        }
    }

    /** Who follows; no method may throw. */
    public interface Follower {

        /**
         * Whatever there was to be read has been received, and from here on each record comes as it is written. Said again
         * by each new consumer: when it reads from the end, there may have been others since the last one.
         */
        void follows();

        /** What one poll brought. */
        void received(ConsumerRecords<String, byte[]> records);

        /** Asked at first and each ten seconds. */
        default void housekeeping() {}
    }

    private final String topic;
    private final From from;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Follower follower;
    private final int phase;
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private @Nullable volatile Consumer<String, byte[]> current;
    private @Nullable volatile Thread thread;

    /**
     * @param settings of the service's consumers, but for their group; a thousand records at once where they do not say
     * @param phase of {@link SmartLifecycle}
     */
    public TopicFollower(
            String topic, From from, ConsumerFactory<?, ?> settings, String clientId, Follower follower, int phase) {
        this(topic, from, () -> consumer(settings.getConfigurationProperties(), from, clientId), follower, phase);
    }

    /** By consumers of one's own. */
    public TopicFollower(
            String topic, From from, Supplier<Consumer<String, byte[]>> consumers, Follower follower, int phase) {
        this.topic = topic;
        this.from = from;
        this.consumers = consumers;
        this.follower = follower;
        this.phase = phase;
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> settings, From from, String clientId) {
        Map<String, Object> own = new HashMap<>(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from.reset);
        own.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void start() {
        ended = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("follower-" + topic).daemon().start(this::run);
    }

    @Override
    public void stop() {
        ended.countDown();
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        var reader = thread;
        if (reader != null) {
            try {
                // A consumer that is interrupted complains of it, and closes nothing in order.
                if (!reader.join(PAUSE.multipliedBy(5))) {
                    reader.interrupt();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return ended.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    private void run() {
        while (isRunning()) {
            try (var consumer = consumers.get()) {
                current = consumer;
                if (isRunning()) { // whoever ends it from now on wakes this one
                    follow(consumer);
                }
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
        seek(consumer, partitions);
        var ends = consumer.endOffsets(partitions);
        var follows = false;
        var nextHousekeeping = System.nanoTime();
        while (isRunning()) {
            if (!follows && reached(consumer, ends)) {
                follows = true;
                follower.follows();
            }
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                follower.received(records);
            }
            if (System.nanoTime() - nextHousekeeping >= 0) {
                nextHousekeeping = System.nanoTime() + HOUSEKEEPING.toNanos();
                follower.housekeeping();
                if (partitions(consumer).size() != partitions.size()) {
                    throw new IllegalStateException("the topic has other partitions now");
                }
            }
        }
    }

    private void seek(Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        switch (from) {
            case BEGINNING -> consumer.seekToBeginning(partitions);
            case END -> consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // as it is now, and not at the first poll
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
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

    /** Or until it ends. */
    private void pause() {
        try {
            var _ = ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
