package io.aman.bench.detection;

import io.aman.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group of consumers is with the sign-ins. */
final class Group implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin kafka;
    private final String name;

    Group(String bootstrap, String name) {
        this.kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
        this.name = name;
    }

    /** Returns when it has said of every sign-in that is told by now that it is done with it. */
    void awaitDone() {
        try {
            var topic = kafka.describeTopics(List.of(Topics.LOGINS))
                    .allTopicNames()
                    .get()
                    .get(Topics.LOGINS);
            var partitions = Objects.requireNonNull(topic).partitions().stream()
                    .map(partition -> new TopicPartition(Topics.LOGINS, partition.partition()))
                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
            var ends = kafka.listOffsets(partitions).all().get();
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isDone(ends)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " is not done with the sign-ins after " + PATIENCE);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean isDone(Map<TopicPartition, ListOffsetsResultInfo> ends)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> done = kafka.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            var offset = done.get(end.getKey());
            return end.getValue().offset() == 0
                    || (offset != null && offset.offset() >= end.getValue().offset());
        });
    }

    @Override
    public void close() {
        kafka.close();
    }
}
