package io.aman.security.risk;

import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import io.aman.security.detector.SignIn;
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

/** Reads {@code logins.v1} once more, as far back as the broker keeps it; no group's place in it is touched. */
final class SignInLogClient implements SignInLog {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_IN_VAIN = 50;

    private final ConsumerFactory<String, byte[]> consumers;

    SignInLogClient(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    /** How far one partition was read. */
    private static final class Progress {
        private final long end;
        private final int atMost;
        private final List<SignIn> found = new ArrayList<>();
        private boolean isFull;

        Progress(long end, int atMost) {
            this.end = end;
            this.atMost = atMost;
        }

        void take(SignIn signIn) {
            found.add(signIn);
            isFull = found.size() >= atMost;
        }
    }

    @Override
    public Extract between(Instant from, Instant to, int atMost) {
        try (var consumer = consumers.createConsumer()) {
            var partitions = consumer.partitionsFor(Topics.LOGINS).stream()
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
    private static Map<TopicPartition, Progress> start(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, Instant from, int atMost) {
        var ends = consumer.endOffsets(partitions);
        var since = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> from.toEpochMilli())));
        Map<TopicPartition, Progress> open = new HashMap<>();
        for (var partition : partitions) {
            var end = ends.getOrDefault(partition, 0L);
            var first = since.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
            open.put(partition, new Progress(end, atMost));
        }
        return open;
    }

    private static void take(
            ConsumerRecord<String, byte[]> message, Map<TopicPartition, Progress> open, Instant from, Instant to) {
        var progress = open.get(new TopicPartition(message.topic(), message.partition()));
        if (progress != null && !progress.isFull) {
            signIn(message)
                    .filter(signIn -> !signIn.at().isBefore(from) && signIn.at().isBefore(to))
                    .ifPresent(progress::take);
        }
    }

    private static boolean isDone(Consumer<?, ?> consumer, TopicPartition partition, Progress progress) {
        var isDone = progress.isFull || consumer.position(partition) >= progress.end;
        if (isDone) {
            consumer.pause(List.of(partition));
        }
        return isDone;
    }

    /** What cannot be read, or weighed, was parked when it came first. */
    private static Optional<SignIn> signIn(ConsumerRecord<String, byte[]> message) {
        try {
            return EventRecords.read(message).flatMap(SignInLogClient::signIn);
        } catch (UnreadableEvent _) {
            return Optional.empty();
        }
    }

    private static Optional<SignIn> signIn(EventEnvelope<?> event) {
        return event.data() instanceof LoginEvent login ? Optional.of(SignIn.of(event.id(), login)) : Optional.empty();
    }

    /** All that is surely complete: before the place at which the first of those stopped that were not read to the end. */
    private static Extract extract(List<Progress> all, Instant to) {
        var stopped = all.stream()
                .filter(progress -> progress.isFull)
                .map(progress -> progress.found.getLast().at())
                .min(Comparator.naturalOrder());
        var until = stopped.orElse(to);
        var signIns = all.stream()
                .flatMap(progress -> progress.found.stream())
                .filter(signIn -> signIn.at().isBefore(until))
                .sorted(Comparator.comparing(SignIn::at).thenComparing(SignIn::eventId))
                .toList();
        return new Extract(signIns, until, stopped.isPresent());
    }
}
