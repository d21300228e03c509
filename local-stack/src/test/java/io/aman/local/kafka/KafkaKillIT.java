package io.aman.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.local.part.PartProcess;
import io.aman.local.stack.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class KafkaKillIT {
    private static final String TOPIC = "payments.v1";
    private final int port = Ports.free();
    private final int controllerPort = Ports.free();
    private final String bootstrapServers = "127.0.0.1:" + port;

    @TempDir
    Path data;

    @Test
    void killsLoseNothingAcknowledgedAndKeepTheClustersId() throws Exception {
        long started = System.nanoTime();
        var acknowledged = new HashSet<String>();
        var ids = new HashSet<String>();
        for (int kill = 0; kill < 2; kill++) {
            try (var broker = start();
                    var produced = new Produced(bootstrapServers, TOPIC, kill + "/")) {
                ids.add(clusterId());
                await().until(() -> produced.count() > 2_000);
                broker.kill();
                acknowledged.addAll(produced.stop());
            }
        }
        try (var broker = start()) {
            ids.add(clusterId());
            var found = readAll();
            var lost = acknowledged.stream()
                    .filter(value -> !found.contains(value))
                    .count();
            System.out.printf(
                    "kafka: %,d records acknowledged, 2 kills, %d lost, %d cluster id, %.0f s%n",
                    acknowledged.size(), lost, ids.size(), (System.nanoTime() - started) / 1e9);
            assertThat(lost).isZero();
            assertThat(ids).hasSize(1);
            assertThat(broker.stop(20)).isEqualTo(143);
        }
    }

    @Test
    void theSuitesTopicsExistWhenItIsReadyAlsoAtAnotherPortAndStaysAsTheyWere() throws Exception {
        try (var broker = start();
                var admin = admin(bootstrapServers)) {
            assertThat(partitions(admin)).isEqualTo(declaredPartitions()).hasSize(14);
            assertThat(config(admin, "session.revocations.v1"))
                    .containsEntry("cleanup.policy", "compact,delete")
                    .containsEntry("retention.ms", "3600000")
                    .containsEntry("segment.ms", "600000");
            assertThat(config(admin, "payments.v1.dlt")).containsEntry("retention.ms", "-1");
            admin.deleteTopics(List.of("logins.v1.dlt")).all().get();
            broker.stop(20);
        }
        int otherPort = Ports.free();
        try (var broker = PartProcess.start(KafkaMain.class, "127.0.0.1", otherPort, Ports.free(), data);
                var admin = admin("127.0.0.1:" + otherPort)) {
            assertThat(partitions(admin)).isEqualTo(declaredPartitions());
            assertThat(broker.output()).noneMatch(line -> line.contains("ERROR"));
        }
    }

    @Test
    void aBusyPortIsOneLineAndExitCodeOne() throws Exception {
        try (var broker = start();
                var second = PartProcess.launch(KafkaMain.class, "127.0.0.1", port, controllerPort, data)) {
            assertThat(second.awaitExit(30)).isEqualTo(1);
            assertThat(second.output())
                    .singleElement()
                    .asString()
                    .startsWith("kafka: cannot listen on 127.0.0.1:" + port);
            assertThat(broker.output()).containsExactly("READY kafka");
        }
    }

    private PartProcess start() throws Exception {
        return PartProcess.start(KafkaMain.class, "127.0.0.1", port, controllerPort, data);
    }

    private String clusterId() throws Exception {
        try (var admin = admin(bootstrapServers)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private Set<String> readAll() {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "readers",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
            consumer.seekToBeginning(consumer.assignment());
            var ends = consumer.endOffsets(consumer.assignment());
            var found = new HashSet<String>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(record.value()));
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            return found;
        }
    }

    private static Map<String, Integer> declaredPartitions() {
        return SuiteTopics.all().stream().collect(Collectors.toMap(NewTopic::name, NewTopic::numPartitions));
    }

    private static Map<String, Integer> partitions(Admin admin) throws Exception {
        var names = admin.listTopics().names().get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .collect(Collectors.toMap(
                        topic -> topic.name(), topic -> topic.partitions().size()));
    }

    private static Map<String, String> config(Admin admin, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }
}
