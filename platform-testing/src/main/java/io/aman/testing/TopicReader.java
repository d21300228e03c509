package io.aman.testing;

import static org.apache.kafka.clients.consumer.ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads each record of a broker once and keeps it: tests ask for the same topics thousands of times, and a consumer of its
 * own for each question would read them from their beginning.
 */
final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, List<ConsumerRecord<String, byte[]>>> kept = new HashMap<>();
    private final Set<TopicPartition> followed = new HashSet<>();

    TopicReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Everything in {@code topic} by now, in order for each partition. */
    synchronized List<ConsumerRecord<String, byte[]>> upToNow(String topic) {
        var records = kept.computeIfAbsent(topic, this::followed);
        var partitions = followed.stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::keep);
        }
        return List.copyOf(records);
    }

    private void keep(ConsumerRecord<String, byte[]> record) {
        Objects.requireNonNull(kept.get(record.topic())).add(record);
    }

    /** One more topic, from its beginning; where the others are stays as it is. */
    private List<ConsumerRecord<String, byte[]>> followed(String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        followed.addAll(partitions);
        consumer.assign(followed);
        consumer.seekToBeginning(partitions);
        return new ArrayList<>();
    }
}
