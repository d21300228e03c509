package io.aman.bench.detection;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.InsertManyOptions;
import io.aman.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;

/** The least that can be done with sign-ins: each batch is put into a collection as it comes, with its time and person indexed. */
final class PlainConsumer {

    static final String GROUP = "plain";
    private static final Duration POLL = Duration.ofMillis(100);

    private PlainConsumer() {}

    /** @param arguments where Kafka is, and the database */
    public static void main(String[] arguments) {
        try (var mongo = MongoClients.create(arguments[1]);
                var kafka = new KafkaConsumer<>(
                        Map.<String, Object>of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                arguments[0],
                                ConsumerConfig.GROUP_ID_CONFIG,
                                GROUP,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "latest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            var signIns = mongo.getDatabase("plain").getCollection("signIns");
            signIns.createIndex(new Document("userId", 1).append("at", -1));
            kafka.subscribe(List.of(Topics.LOGINS));
            while (!Thread.currentThread().isInterrupted()) {
                var batch = new ArrayList<Document>();
                kafka.poll(POLL)
                        .forEach(message ->
                                batch.add(Document.parse(new String(message.value(), StandardCharsets.UTF_8))));
                if (!batch.isEmpty()) {
                    signIns.insertMany(batch, new InsertManyOptions().ordered(false));
                }
                kafka.commitSync(); // also where it begins
            }
        }
    }
}
