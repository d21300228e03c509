package io.aman.local.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each group of consumers has come, as lines {@code group,topic,partition,offset}: those that Kafka's own
 * {@code kafka-consumer-groups --export} writes and {@code --from-file} reads.
 */
final class ConsumerOffsets {

    private static final int FIELDS = 4;
    private static final Set<GroupState> IDLE = Set.of(GroupState.EMPTY, GroupState.DEAD);

    private final KafkaAdmin kafka;

    ConsumerOffsets(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    List<String> read() {
        var lines = new ArrayList<String>();
        for (var group : groups()) {
            kafka.ask(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            lines.add("%s,%s,%d,%d"
                                    .formatted(group, partition.topic(), partition.partition(), offset.offset()));
                        }
                    });
        }
        lines.sort(Comparator.naturalOrder());
        return List.copyOf(lines);
    }

    /** Takes every group back to there, and those that had not begun to their begin. Nobody may consume meanwhile. */
    void set(List<String> lines) {
        var known = parse(lines);
        for (var group : groups()) {
            dismiss(group);
            if (!known.containsKey(group)) {
                kafka.ask(admin -> admin.deleteConsumerGroups(List.of(group)).all());
            }
        }
        known.forEach((group, offsets) -> kafka.ask(
                admin -> admin.alterConsumerGroupOffsets(group, offsets).all()));
    }

    /** @throws IllegalArgumentException where a line is none of these */
    static Map<String, Map<TopicPartition, OffsetAndMetadata>> parse(List<String> lines) {
        var groups = new HashMap<String, Map<TopicPartition, OffsetAndMetadata>>();
        for (var line : lines.stream().filter(one -> !one.isBlank()).toList()) { // Kafka's tool ends with one
            var fields = line.split(",", -1);
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException("not group,topic,partition,offset: " + line);
            }
            groups.computeIfAbsent(fields[0], _ -> new HashMap<>())
                    .put(
                            new TopicPartition(fields[1], Integer.parseInt(fields[2])),
                            new OffsetAndMetadata(Long.parseLong(fields[3])));
        }
        return groups;
    }

    /**
     * Those who died are members until their sessions end, and a group with members cannot be moved; nor can one that was
     * about to share out its partitions when they died.
     */
    private void dismiss(String group) {
        kafka.await("to let go of the members of " + group, () -> isIdle(group));
    }

    private boolean isIdle(String group) {
        var described = kafka.ask(
                        admin -> admin.describeConsumerGroups(List.of(group)).all())
                .values();
        if (described.stream().allMatch(one -> IDLE.contains(one.groupState()))) {
            return true;
        }
        if (described.stream().anyMatch(one -> !one.members().isEmpty())) {
            kafka.ask(admin -> admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
        }
        return false;
    }

    private List<String> groups() {
        return kafka.ask(admin -> admin.listGroups().all()).stream()
                .map(group -> group.groupId())
                .sorted()
                .toList();
    }
}
