package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.bound;
import static io.aman.notification.delivery.DeliveryFixtures.delivery;

import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.template.Category;
import io.aman.platform.observability.Traces;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A channel with two providers behind the whole queue. */
abstract class TwoProviders {

    final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("failover"));
    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final Deliveries deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);
    final DeliveryHistory history = new MongoDeliveryHistory(mongo);
    final DeliveryMetrics metrics = new DeliveryMetrics(new SimpleMeterRegistry(), deliveries, clock);

    /** Who was asked for what, as {@code first:dlv_…}. */
    final List<String> asked = new ArrayList<>();

    final Map<String, Supplier<Outcome>> answers = new HashMap<>();
    Channels channels;

    @BeforeEach
    void wire() {
        channels = channels(Map.of());
    }

    void add(String intent, Category category) {
        var plain = delivery(intent);
        clock.advance(Duration.ofMillis(1));
        deliveries.add(
                new Delivery(
                        plain.id(),
                        "sms",
                        plain.userId(),
                        plain.type(),
                        category,
                        plain.eventId(),
                        plain.to(),
                        plain.message(),
                        null,
                        null,
                        null,
                        null),
                clock.instant());
    }

    DeliveryRecord known(String intent) {
        return history.find(Delivery.idOf(intent, "email")).orElseThrow();
    }

    void deliverAll() {
        var properties = bound("notification.delivery", DeliveryProperties.class, Map.of());
        var worker = new DeliveryWorker(
                deliveries,
                channels,
                DeliveryFixtures.admission(mongo, clock),
                properties,
                metrics,
                Traces.none(),
                clock);
        while (worker.deliverNext()) {
            // the next one
        }
    }

    Channels channels(Map<String, String> properties) {
        return channels(properties, false);
    }

    Channels channels(Map<String, String> properties, boolean recognises) {
        return new Channels(
                List.of(),
                List.of(provider("first", recognises), provider("second", recognises)),
                bound("notification.failover", FailoverProperties.class, properties),
                metrics,
                clock);
    }

    Provider provider(String name, boolean recognises) {
        return new Provider() {
            @Override
            public String channel() {
                return "sms";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean recognisesRepeats() {
                return recognises;
            }

            @Override
            public Outcome send(Delivery delivery, int attempt) {
                asked.add(name);
                return answers.getOrDefault(name, Sent::new).get();
            }
        };
    }
}
