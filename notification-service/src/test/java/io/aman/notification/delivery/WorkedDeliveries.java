package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.delivery;

import io.aman.notification.delivery.Outcome.Sent;
import io.aman.platform.observability.Traces;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Deliveries and who works on them, on a real store, with a provider that answers as a test says. */
abstract class WorkedDeliveries {

    static final Duration LEASE = Duration.ofSeconds(60);

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("delivery"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Deliveries deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);

    /** What the channel was asked to send, by id. */
    final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    final Map<String, Supplier<Outcome>> answers = new HashMap<>();

    int sendsInDoubt = Integer.MAX_VALUE;

    @Nullable
    Instant restoredAt;

    DeliveryWorker worker() {
        return worker(mongo);
    }

    DeliveryWorker worker(MongoOperations store) {
        return worker(new MongoDeliveries(store, DeliveryFixtures.SEALED));
    }

    DeliveryWorker worker(Deliveries queue) {
        var metrics = new DeliveryMetrics(meters, queue, clock);
        var channels = new Channels(List.of(channel()), List.of(), DeliveryFixtures.failover(), metrics, clock);
        var admission = DeliveryFixtures.admission(mongo, clock);
        return new DeliveryWorker(queue, channels, admission, properties(), metrics, Traces.none(), clock);
    }

    DeliveryProperties properties() {
        return new DeliveryProperties(
                2,
                Duration.ofMillis(20),
                LEASE,
                3,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                restoredAt);
    }

    Channel channel() {
        return new Channel() {
            @Override
            public String name() {
                return "email";
            }

            @Override
            public int sendsInDoubt() {
                return sendsInDoubt;
            }

            @Override
            public Outcome send(Delivery delivery) {
                sent.add(delivery.id());
                return answers.getOrDefault(delivery.id(), Sent::new).get();
            }
        };
    }

    void deliverAll() {
        var worker = worker();
        while (worker.deliverNext()) {
            // the next one
        }
    }

    void add(String intent) {
        deliveries.add(delivery(intent), clock.instant());
    }

    static String idOf(String intent) {
        return Delivery.idOf(intent, "email");
    }

    Document stored(String intent) {
        return mongo.findById(idOf(intent), Document.class, "deliveries");
    }
}
