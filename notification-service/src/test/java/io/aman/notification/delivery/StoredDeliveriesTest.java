package io.aman.notification.delivery;

import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Deliveries of the last release: one that waits, one that came back, and how many a person has had. */
class StoredDeliveriesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:05:00Z");

    /** It has the second of the stored places. */
    private static final String PLACED_LATER = "dlv_85f62693aa22fa57de05cf3f0dd4ef2c";

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(MongoDeliveries.COLLECTION, StoredDeliveriesTest::waiting)
                        .deeply()
                        .keyed("sends"),
                StoredDocument.in(MongoDeliveries.COLLECTION, "bounced", StoredDeliveriesTest::bounced)
                        .deeply()
                        .without("language", "revision", "inDoubt", "happenedAt")
                        .keyed("sends"),
                StoredDocument.in(MongoRecipientLimits.COLLECTION, StoredDeliveriesTest::limit)
                        .deeply());
    }

    /** The claim comes last: it writes. */
    private static Object waiting(MongoTemplate mongo, Document stored) {
        var deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);
        return List.of(
                new MongoDeliveryHistory(mongo).find(stored.getString("_id")),
                byReference(mongo, stored),
                deliveries.oldestWaiting(),
                deliveries.claim(NOW, Duration.ofMinutes(1)));
    }

    private static Object bounced(MongoTemplate mongo, Document stored) {
        return List.of(
                new MongoDeliveryHistory(mongo).find(stored.getString("_id")),
                byReference(mongo, stored),
                new MongoDeliveries(mongo, DeliveryFixtures.SEALED).lastFailed(1));
    }

    /** As a provider names it that was told nothing of ours. */
    private static Object byReference(MongoTemplate mongo, Document stored) {
        var reference = stored.getList(MongoSends.REFERENCES, String.class, List.of(":"))
                .getFirst()
                .split(":", 2);
        return new MongoDeliveryHistory(mongo)
                .of(new DeliveryStatus(reference[0], null, 0, reference[1], DeliveryState.DELIVERED, null, false, NOW));
    }

    /** A full window holds up the next one and lets those through that have a place; it is swept once it is over. */
    private static Object limit(MongoTemplate mongo, Document stored) {
        var person = stored.getString("_id").split("/", 2)[0].replace("usr_", "");
        var properties = DeliveryFixtures.bound(
                "notification.limit", LimitProperties.class, Map.of("notification.limit.payments.count", "2"));
        var limits = new MongoRecipientLimits(mongo, properties);
        var placed = DeliveryFixtures.delivery(person);
        var admitted = List.of(
                limits.admit(placed, NOW),
                limits.admit(another(placed, PLACED_LATER), NOW),
                limits.admit(another(placed, "dlv_another"), NOW));
        limits.clean(Instant.parse("2026-11-25T10:41:00Z"));
        return List.of(admitted, mongo.findAll(Document.class, MongoRecipientLimits.COLLECTION));
    }

    private static Delivery another(Delivery placed, String id) {
        return new Delivery(
                id,
                placed.channel(),
                placed.userId(),
                placed.type(),
                placed.category(),
                placed.eventId(),
                placed.to(),
                placed.message(),
                null,
                null,
                null,
                null);
    }
}
