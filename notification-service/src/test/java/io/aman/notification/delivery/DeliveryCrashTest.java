package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.bound;
import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.CrashingMongo;
import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.CrashingMongo.Moment;
import io.aman.platform.observability.Traces;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Two instances on one store, one of which dies at any of its writes; whatever that is, the other goes on. */
class DeliveryCrashTest {

    private static final int MESSAGES = 5;

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("crash"));

    /** One crash makes one message go out once more at most, and loses none. */
    @Property(tries = 60)
    void noneIsLostAndOneCrashSendsOneTwiceAtMost(
            @ForAll @IntRange(min = 1, max = 18) int write, @ForAll Moment moment, @ForAll boolean firstIsAway) {
        mongo.getDb().drop();
        var clock = MutableClock.at("2026-11-25T10:00:00Z");
        var sent = new ArrayList<String>();
        var away = new AtomicBoolean(firstIsAway);
        var queue = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);
        for (int i = 0; i < MESSAGES; i++) {
            queue.add(delivery("m" + i), clock.instant());
        }
        var dies = worker(CrashingMongo.at(mongo, write, moment), sent, away, clock);
        var lives = worker(mongo, sent, away, clock);

        var crashed = takeTurns(dies, lives);
        away.set(false); // what may have gone out through the first one waits for it
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(2));
            while (lives.deliverNext()) {
                // until nothing is due
            }
        }

        assertThat(sent).hasSizeLessThanOrEqualTo(MESSAGES + (crashed ? 1 : 0));
        assertThat(sent.stream().distinct()).hasSize(MESSAGES);
        assertThat(queue.oldestWaiting()).isEmpty();
    }

    private static boolean takeTurns(DeliveryWorker dies, DeliveryWorker lives) {
        try {
            while (dies.deliverNext()) {
                lives.deliverNext();
            }
            return false;
        } catch (Crash _) {
            return true;
        }
    }

    private DeliveryWorker worker(MongoOperations store, List<String> sent, AtomicBoolean away, MutableClock clock) {
        var deliveries = new MongoDeliveries(store, DeliveryFixtures.SEALED);
        var metrics = new DeliveryMetrics(new SimpleMeterRegistry(), deliveries, clock);
        var channels = new Channels(
                List.of(),
                List.of(provider("first", away, sent), provider("second", new AtomicBoolean(), sent)),
                DeliveryFixtures.failover(),
                metrics,
                clock);
        return new DeliveryWorker(
                deliveries,
                channels,
                DeliveryFixtures.admission(store, clock),
                bound("notification.delivery", DeliveryProperties.class, Map.of()),
                metrics,
                Traces.none(),
                clock);
    }

    private static Provider provider(String name, AtomicBoolean away, List<String> sent) {
        return new Provider() {
            @Override
            public String channel() {
                return "email";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean recognisesRepeats() {
                return true;
            }

            @Override
            public Outcome send(Delivery delivery, int attempt) {
                if (away.get()) {
                    return new Outcome.Unavailable("smtp-421");
                }
                sent.add(delivery.id());
                return new Outcome.Sent();
            }
        };
    }
}
