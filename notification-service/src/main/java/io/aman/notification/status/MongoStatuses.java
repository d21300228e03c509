package io.aman.notification.status;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.notification.delivery.DeliveryState;
import io.aman.notification.delivery.DeliveryStatus;
import io.aman.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document for each status; a repeated one has the same id. Only those that wait have {@code dueAt}. */
@Repository
class MongoStatuses {

    static final String COLLECTION = "deliveryStatuses";

    private static final String DUE_AT = "dueAt";
    private static final String RECEIVED_AT = "receivedAt";
    private static final String TRIES = "tries";

    /** One that somebody works on. */
    record Claimed(String id, DeliveryStatus status, Instant receivedAt, int tries) {}

    private final MongoOperations mongo;

    MongoStatuses(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(COLLECTION).createIndex(new Index(DUE_AT, Sort.Direction.ASC).sparse());
        mongo.indexOps(COLLECTION).createIndex(new Index(RECEIVED_AT, Sort.Direction.ASC));
    }

    static String idOf(DeliveryStatus status) {
        return Ids.derived(
                "sts_",
                String.join(
                        "/",
                        status.provider(),
                        status.reference(),
                        String.valueOf(status.deliveryId()),
                        Integer.toString(status.attempt()),
                        status.state().name(),
                        String.valueOf(status.reason())));
    }

    /** @return false when it was stored before */
    boolean add(DeliveryStatus status, Instant now) {
        try {
            mongo.insert(
                    new Document("_id", idOf(status))
                            .append("provider", status.provider())
                            .append("deliveryId", status.deliveryId())
                            .append("attempt", status.attempt())
                            .append("reference", status.reference())
                            .append("state", status.state().name())
                            .append("reason", status.reason())
                            .append("unreachable", status.unreachable())
                            .append("at", Date.from(status.at()))
                            .append(RECEIVED_AT, Date.from(now))
                            .append(TRIES, 0)
                            .append(DUE_AT, Date.from(now)),
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    List<String> due(Instant now, int limit) {
        var due = query(where(DUE_AT).lte(Date.from(now))).with(Sort.by(DUE_AT)).limit(limit);
        due.fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    /** Empty when somebody else has it or it is done. */
    Optional<Claimed> claim(String id, Instant now, Duration lease) {
        return Optional.ofNullable(mongo.findAndModify(
                        query(where("_id").is(id).and(DUE_AT).lte(Date.from(now))),
                        new Update().set(DUE_AT, Date.from(now.plus(lease))).inc(TRIES, 1),
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        COLLECTION))
                .map(MongoStatuses::claimed);
    }

    /** @param outcome {@code noted} or {@code unknown} */
    void done(String id, String outcome) {
        mongo.updateFirst(
                query(where("_id").is(id)), new Update().set("outcome", outcome).unset(DUE_AT), COLLECTION);
    }

    void retryAt(String id, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id).and(DUE_AT).exists(true)),
                new Update().set(DUE_AT, Date.from(at)),
                COLLECTION);
    }

    void deleteReceivedBefore(Instant before) {
        mongo.remove(query(where(RECEIVED_AT).lt(Date.from(before))), COLLECTION);
    }

    private static Claimed claimed(Document document) {
        return new Claimed(
                document.getString("_id"),
                new DeliveryStatus(
                        document.getString("provider"),
                        document.getString("deliveryId"),
                        document.getInteger("attempt"),
                        document.getString("reference"),
                        DeliveryState.valueOf(document.getString("state")),
                        document.getString("reason"),
                        document.getBoolean("unreachable"),
                        document.getDate("at").toInstant()),
                document.getDate(RECEIVED_AT).toInstant(),
                document.getInteger(TRIES));
    }
}
