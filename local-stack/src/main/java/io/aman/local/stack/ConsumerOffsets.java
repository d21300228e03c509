package io.aman.local.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each group of consumers has come, as lines {@code group,topic,partition,offset}: those that Kafka's own
 * {@code kafka-consumer-groups --export} writes and {@code --from-file} reads.
 */
final class ConsumerOffsets {

    private static final int FIELDS = 4;

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
        for (var line : lines) {
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

    /** Those who died are members until their sessions end, and a group with members cannot be moved. */
    private void dismiss(String group) {
        var described =
                kafka.ask(admin -> admin.describeConsumerGroups(List.of(group)).all());
        if (described.values().stream().anyMatch(one -> !one.members().isEmpty())) {
            kafka.ask(admin -> admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
        }
    }

    private List<String> groups() {
        return kafka.ask(admin -> admin.listGroups().all()).stream()
                .map(group -> group.groupId())
                .sorted()
                .toList();
    }
}
