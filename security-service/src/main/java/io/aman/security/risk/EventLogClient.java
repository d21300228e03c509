package io.aman.security.risk;

import io.aman.events.EventEnvelope;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads a topic once more, as far back as the broker keeps it; no group's place in it is touched. */
final class EventLogClient<T> implements EventLog<T> {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_IN_VAIN = 50;

    private final ConsumerFactory<String, byte[]> consumers;
    private final String topic;
    private final Function<EventEnvelope<?>, Optional<T>> reading;
    private final Function<T, Instant> at;

    /**
     * @param reading empty for what is not looked for
     * @param at when it was
     */
    EventLogClient(
            ConsumerFactory<String, byte[]> consumers,
            String topic,
            Function<EventEnvelope<?>, Optional<T>> reading,
            Function<T, Instant> at) {
        this.consumers = consumers;
        this.topic = topic;
        this.reading = reading;
        this.at = at;
    }

    /** How far one partition was read. */
    private static final class Progress<T> {
        private final long end;
        private final int atMost;
        private final List<T> found = new ArrayList<>();
        private boolean isFull;

        Progress(long end, int atMost) {
            this.end = end;
            this.atMost = atMost;
        }

        void take(T one) {
            found.add(one);
            isFull = found.size() >= atMost;
        }
    }

    @Override
    public Extract<T> between(Instant from, Instant to, int atMost) {
        try (var consumer = consumers.createConsumer()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            var open = start(consumer, partitions, from, Math.max(1, atMost / partitions.size()));
            var all = List.copyOf(open.values());
            var inVain = 0;
            while (!open.isEmpty()) {
                var messages = consumer.poll(POLL);
                messages.forEach(message -> take(message, open, from, to));
                inVain = messages.isEmpty() ? inVain + 1 : 0;
                if (inVain > MOST_IN_VAIN) {
                    throw new RiskError.LogUnreadable();
                }
                open.entrySet().removeIf(one -> isDone(consumer, one.getKey(), one.getValue()));
            }
            return extract(all, to);
        } catch (KafkaException _) {
            throw new RiskError.LogUnreadable();
        }
    }

    /** From the first record that was written since then; what is told of was before it was written. */
    private Map<TopicPartition, Progress<T>> start(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, Instant from, int atMost) {
        var ends = consumer.endOffsets(partitions);
        var since = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> from.toEpochMilli())));
        Map<TopicPartition, Progress<T>> open = new HashMap<>();
        for (var partition : partitions) {
            var end = ends.getOrDefault(partition, 0L);
            var first = since.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
            open.put(partition, new Progress<>(end, atMost));
        }
        return open;
    }

    private void take(
            ConsumerRecord<String, byte[]> message, Map<TopicPartition, Progress<T>> open, Instant from, Instant to) {
        var progress = open.get(new TopicPartition(message.topic(), message.partition()));
        if (progress != null && !progress.isFull) {
            read(message)
                    .filter(one ->
                            !at.apply(one).isBefore(from) && at.apply(one).isBefore(to))
                    .ifPresent(progress::take);
        }
    }

    private static boolean isDone(Consumer<?, ?> consumer, TopicPartition partition, Progress<?> progress) {
        var isDone = progress.isFull || consumer.position(partition) >= progress.end;
        if (isDone) {
            consumer.pause(List.of(partition));
        }
        return isDone;
    }

    /** What cannot be read, or weighed, was parked when it came first. */
    private Optional<T> read(ConsumerRecord<String, byte[]> message) {
        try {
            return EventRecords.read(message).flatMap(reading);
        } catch (UnreadableEvent _) {
            return Optional.empty();
        }
    }

    /** All that is surely complete: before the place at which the first of those stopped that were not read to the end. */
    private Extract<T> extract(List<Progress<T>> all, Instant to) {
        var stopped = all.stream()
                .filter(progress -> progress.isFull)
                .map(progress -> at.apply(progress.found.getLast()))
                .min(Comparator.naturalOrder());
        var until = stopped.orElse(to);
        var found = all.stream()
                .flatMap(progress -> progress.found.stream())
                .filter(one -> at.apply(one).isBefore(until))
                .sorted(Comparator.comparing(at))
                .toList();
        return new Extract<>(found, until, stopped.isPresent());
    }
}
