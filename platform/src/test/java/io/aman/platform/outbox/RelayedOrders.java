package io.aman.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.event.AcknowledgedSender;
import io.aman.platform.observability.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Orders whose events relays carry to a broker that takes them, or does not. */
abstract class RelayedOrders {

    static final String ORDERS = "orders";

    final FakeKafka kafka = new FakeKafka();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Outbox outbox = new Outbox("shop", Traces.none());
    final List<OutboxRelay> relays = new ArrayList<>();
    Duration gather = Duration.ZERO;
    Duration sendTimeout = Duration.ofSeconds(15);
    // a pause of this process is no silence of Kafka's
    MongoTemplate mongo;

    /** An empty database. */
    abstract MongoTemplate database();

    @BeforeEach
    void open() {
        mongo = database();
        new OutboxStore(mongo).declareIndex(ORDERS);
    }

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    List<String> writeFromSeveralThreads(OutboxRelay relay) throws Exception {
        var documents = IntStream.range(0, 10).mapToObj(n -> "doc" + n).toList();
        documents.forEach(this::insert);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(_ -> () -> {
                        for (var i = 0; i < 500; i++) {
                            var document =
                                    documents.get(ThreadLocalRandom.current().nextInt(documents.size()));
                            change(document);
                            if (i % 3 > 0) { // the rest is for the sweep
                                relay.wake(ORDERS, document);
                            }
                        }
                        return null;
                    })
                    .toList();
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertThat(documents.stream().mapToInt(this::version).sum()).isEqualTo(2000);
        return documents;
    }

    OutboxRelay start() {
        return start(Duration.ofMillis(20));
    }

    OutboxRelay start(Duration sweepInterval) {
        var properties = new OutboxProperties(sweepInterval, sendTimeout, gather, 8, 100);
        var publisher =
                new OutboxPublisher(new AcknowledgedSender(kafka, properties.sendTimeout()), Traces.none(), meters);
        var relay =
                new OutboxRelay(new OutboxStore(mongo), publisher, List.of(new OutboxCollection(ORDERS)), properties);
        relays.add(relay);
        relay.start();
        return relay;
    }

    void insert(String id) {
        mongo.insert(new Document("_id", id).append("version", 0), ORDERS);
    }

    /** One conditional update, tried again when another writer was quicker. */
    void change(String id) {
        int next;
        Update update;
        do {
            next = version(id) + 1;
            update = outbox.append(new Update().set("version", next), List.of(event(id, next)));
        } while (mongo.updateFirst(
                                Query.query(Criteria.where("_id")
                                        .is(id)
                                        .and("version")
                                        .is(next - 1)),
                                update,
                                ORDERS)
                        .getModifiedCount()
                == 0);
    }

    int version(String id) {
        return mongo.findById(id, Document.class, ORDERS).getInteger("version");
    }

    List<String> waiting(String id) {
        return new OutboxStore(mongo)
                .waiting(List.of(new OutboxStore.Aggregate(ORDERS, id))).getFirst().stream()
                        .map(entry -> entry.getString("id"))
                        .toList();
    }

    void awaitEmpty() {
        await().atMost(Duration.ofSeconds(20)).until(() -> new OutboxStore(mongo).countPending(ORDERS) == 0);
    }

    static OutboxEvent event(String order, int number) {
        var data = new PaymentEvent.Created(order, "usr_1", new Money(number, "KWD"), "stripe", null);
        return new OutboxEvent(order + "-" + number, Topics.PAYMENTS, order, Instant.EPOCH.plusSeconds(number), data);
    }

    static List<String> ids(String order, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> order + "-" + n).toList();
    }
}
