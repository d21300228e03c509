package io.aman.notification.delivery;

import io.aman.notification.delivery.DeliveryRecord.Act;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What the queue's documents tell operators; those of before there were states tell theirs by their times. */
final class MongoDeliveryRecords {

    private MongoDeliveryRecords() {}

    static DeliveryState state(Document document) {
        var state = document.getString(MongoDeliveries.STATE);
        if (state != null) {
            return DeliveryState.of(state);
        }
        return document.getDate(MongoDeliveries.SENT_AT) != null
                ? DeliveryState.SENT
                : document.getDate(MongoDeliveries.FAILED_AT) != null ? DeliveryState.FAILED : DeliveryState.QUEUED;
    }

    static DeliveryRecord record(Document document) {
        return new DeliveryRecord(
                document.getString("_id"),
                document.getString(MongoDeliveries.CHANNEL),
                document.getString(MongoDeliveries.USER),
                document.getString(MongoDeliveries.TYPE),
                document.getString("category"),
                document.getString("eventId"),
                document.getString(MongoBodies.ADDRESS),
                document.getString(MongoBodies.HINT),
                state(document),
                document.getString(MongoDeliveries.REASON),
                document.getInteger(MongoDeliveries.ATTEMPT),
                at(document, MongoDeliveries.CREATED_AT, Instant.EPOCH),
                instant(document, MongoDeliveries.NEXT_ATTEMPT),
                instant(document, MongoDeliveries.SENT_AT),
                instant(document, MongoDeliveries.SETTLED_AT),
                List.copyOf(MongoSends.of(document).values()),
                document.getList(MongoDeliveryHistory.TRAIL, Document.class, List.of()).stream()
                        .map(MongoDeliveryRecords::act)
                        .toList());
    }

    private static Act act(Document document) {
        return new Act(
                document.getDate("at").toInstant(),
                document.getString("by"),
                document.getString("what"),
                document.getString("reason"));
    }

    private static Instant at(Document document, String field, Instant otherwise) {
        var at = instant(document, field);
        return at == null ? otherwise : at;
    }

    private static @Nullable Instant instant(Document document, String field) {
        var date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
