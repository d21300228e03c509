package io.aman.system;

import com.mongodb.client.MongoClients;
import io.aman.local.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a stack has written, by where it stands. */
final class Written {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Set<String> NOT_OURS = Set.of("admin", "config", "local");

    private final Map<String, List<String>> byPlace = new LinkedHashMap<>();

    private Written() {}

    static Written by(LocalStack stack) throws IOException {
        var written = new Written();
        for (var part : stack.names()) {
            written.byPlace.put("the log of " + part, Files.readAllLines(stack.log(part), StandardCharsets.UTF_8));
        }
        written.readTopics(stack);
        written.readDatabases(stack);
        return written;
    }

    Map<String, List<String>> byPlace() {
        return byPlace;
    }

    /** Every record of every topic, ours and the broker's own. */
    private void readTopics(LocalStack stack) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.ports().kafkaBootstrap(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(message -> {
                    var text = new StringBuilder(text(message.value()));
                    message.headers().forEach(header -> text.append(' ').append(text(header.value())));
                    byPlace.computeIfAbsent("the topic " + message.topic(), _ -> new ArrayList<>())
                            .add(text.toString());
                });
            }
        }
    }

    /** Every document of every service's database. */
    private void readDatabases(LocalStack stack) {
        try (var mongo = MongoClients.create(stack.ports().mongoUri("admin"))) {
            for (var database : mongo.listDatabaseNames()) {
                if (NOT_OURS.contains(database)) {
                    continue;
                }
                for (var collection : mongo.getDatabase(database).listCollectionNames()) {
                    var documents = byPlace.computeIfAbsent(
                            "the collection %s.%s".formatted(database, collection), _ -> new ArrayList<>());
                    mongo.getDatabase(database)
                            .getCollection(collection)
                            .find()
                            .forEach(document -> documents.add(document.toJson()));
                }
            }
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
