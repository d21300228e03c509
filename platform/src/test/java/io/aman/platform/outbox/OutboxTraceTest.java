package io.aman.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.ShopListener;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.ServiceTest;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

@ServiceTest
class OutboxTraceTest {

    private final String id = Ids.random("pay_");

    @Autowired
    private Tracer tracer;

    @Autowired
    private Outbox outbox;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private OutboxRelay relay;

    @Autowired
    private ShopListener shop;

    @Test
    void theTraceOfAChangeGoesOnThroughKafkaIntoTheConsumer() {
        var span = tracer.nextSpan().name("change").start();
        try (var _ = tracer.withSpan(span)) {
            insert();
        } finally {
            span.end();
        }
        relay.wake("orders", id);

        await().until(() -> shop.seenIds(id).equals(List.of("evt_" + id)));
        var traceId = span.context().traceId();
        var sent = EmbeddedKafka.records(Topics.PAYMENTS, id).getFirst();
        assertThat(EmbeddedKafka.headers(sent).get("traceparent")).startsWith("00-" + traceId + "-");
        assertThat(sent.headers().headers("traceparent")).hasSize(1);
        assertThat(shop.seen)
                .filteredOn(seen -> seen.event().key().equals(id))
                .extracting(ShopListener.Seen::traceId)
                .containsExactly(traceId);
    }

    @Test
    void theSweepPublishesWhatWasNeverAnnounced() {
        insert();

        await().until(() -> shop.seenIds(id).equals(List.of("evt_" + id)));
        await().until(() -> new OutboxStore(mongo)
                .waiting(List.of(new OutboxStore.Aggregate("orders", id)))
                .getFirst()
                .isEmpty());
    }

    private void insert() {
        var data = new PaymentEvent.Created(id, "usr_1", new Money(1, "KWD"), "stripe", null);
        var event = new OutboxEvent("evt_" + id, Topics.PAYMENTS, id, Instant.EPOCH, data);
        mongo.insert(new Document("_id", id).append(Outbox.FIELD, outbox.entries(List.of(event))), "orders");
    }
}
