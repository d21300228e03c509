package io.aman.local.ops;

import io.aman.events.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What keeps acknowledged events. */
final class KafkaRules {

    private static final int REPLICAS = 3;

    private static final int IN_SYNC = 2;

    private KafkaRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("KafkaTopic", "topics-are-replicated", (all, topic) -> all.laptop() || isReplicated(topic)),
                Rule.of(
                        "KafkaTopic",
                        "no-unclean-leader",
                        (_, topic) -> !config(topic)
                                .path("unclean.leader.election.enable")
                                .asBoolean(true)),
                new Rule("topics-are-there", KafkaRules::missing),
                Rule.of(
                        "Kafka",
                        "broker-keeps-what-it-took",
                        (all, kafka) -> keeps(kafka.spec().path("kafka").path("config"), all.laptop())),
                Rule.of(
                        "Kafka",
                        "broker-knows-who-asks",
                        (_, kafka) -> kafka.spec()
                                        .path("kafka")
                                        .path("listeners")
                                        .valueStream()
                                        .allMatch(listener ->
                                                listener.path("tls").asBoolean(false) && listener.has("authentication"))
                                && kafka.spec().path("kafka").has("authorization")),
                Rule.of("ScaledObject", "no-more-readers-than-partitions", KafkaRules::isWithinPartitions));
    }

    private static JsonNode config(Manifest topic) {
        return topic.spec().path("config");
    }

    private static boolean isReplicated(Manifest topic) {
        return topic.spec().path("replicas").asInt(1) >= REPLICAS
                && config(topic).path("min.insync.replicas").asInt(1) >= IN_SYNC;
    }

    private static Stream<String> missing(Rendered all) {
        var there = all.of("KafkaTopic").map(Manifest::name).collect(Collectors.toSet());
        return Topics.ALL.stream()
                .flatMap(topic -> Stream.of(topic, Topics.deadLettersOf(topic)))
                .filter(topic -> !there.contains(topic));
    }

    private static boolean keeps(JsonNode config, boolean laptop) {
        return !config.path("auto.create.topics.enable").asBoolean(true)
                && !config.path("unclean.leader.election.enable").asBoolean(true)
                && (laptop
                        || (config.path("default.replication.factor").asInt(1) >= REPLICAS
                                && config.path("min.insync.replicas").asInt(1) >= IN_SYNC
                                && config.path("offsets.topic.replication.factor")
                                                .asInt(1)
                                        >= REPLICAS));
    }

    private static boolean isWithinPartitions(Rendered all, Manifest scaler) {
        var most = scaler.spec().path("maxReplicaCount").asInt(100);
        return scaler.spec()
                .path("triggers")
                .valueStream()
                .map(trigger -> trigger.path("metadata").path("topic").asString(""))
                .allMatch(topic ->
                        partitions(all, topic).filter(count -> count >= most).isPresent());
    }

    private static Optional<Integer> partitions(Rendered all, String topic) {
        return all.of("KafkaTopic")
                .filter(one -> one.name().equals(topic))
                .map(one -> one.spec().path("partitions").asInt(1))
                .findFirst();
    }
}
