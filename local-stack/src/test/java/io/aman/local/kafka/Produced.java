package io.aman.local.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends numbered records until it is closed or the broker is gone, and remembers what was acknowledged. */
final class Produced implements AutoCloseable {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final KafkaProducer<String, String> producer;
    private final Thread sending;
    private volatile boolean closed;

    Produced(String bootstrapServers, String topic, String prefix) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000),
                new StringSerializer(),
                new StringSerializer());
        sending = Thread.ofVirtual().start(() -> send(topic, prefix));
    }

    private void send(String topic, String prefix) {
        for (int n = 0; !closed; n++) {
            var value = prefix + n;
            try {
                var sent = producer.send(new ProducerRecord<>(topic, value, value), (_, error) -> {
                    if (error == null) {
                        acknowledged.add(value);
                    }
                });
                if (n % 20 == 0) {
                    sent.get();
                }
            } catch (Exception _) {
                return; // the broker is gone
            }
        }
    }

    int count() {
        return acknowledged.size();
    }

    /** Everything acknowledged; no more will be. */
    Set<String> stop() throws InterruptedException {
        close();
        sending.join();
        return acknowledged;
    }

    @Override
    public void close() {
        closed = true;
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException _) {
            // what was under way is neither acknowledged nor refused
        }
    }
}
