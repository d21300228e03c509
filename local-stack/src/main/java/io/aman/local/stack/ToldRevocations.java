package io.aman.local.stack;

import io.aman.events.Topics;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * What gateways were told of tokens that are over. It counts people's generations from where a restored database knows
 * nothing of, so that whoever signs in anew could be refused by it; and no token that it speaks of counts after a restore.
 */
final class ToldRevocations {

    /** As far as it goes. */
    private static final long TO_THE_END = -1;

    private final KafkaAdmin kafka;

    ToldRevocations(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    void forget() {
        var described = kafka.ask(
                admin -> admin.describeTopics(List.of(Topics.REVOCATIONS)).allTopicNames());
        var all = described.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, _ -> RecordsToDelete.beforeOffset(TO_THE_END)));
        kafka.ask(admin -> admin.deleteRecords(all).all());
    }
}
