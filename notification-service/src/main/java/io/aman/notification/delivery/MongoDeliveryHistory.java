package io.aman.notification.delivery;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.events.Actor;
import io.aman.notification.recipient.PersonalData;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads the queue's documents, and writes to what has been settled. */
@Repository
class MongoDeliveryHistory implements DeliveryHistory, PersonalData {

    private static final String COLLECTION = MongoDeliveries.COLLECTION;
    private static final String STATE = MongoDeliveries.STATE;
    private static final String CREATED_AT = MongoDeliveries.CREATED_AT;
    private static final String SETTLED_AT = MongoDeliveries.SETTLED_AT;
    static final String TRAIL = "trail";
    private static final String SEALED = "sealed";
    private static final int TRAIL_LENGTH = 50;

    private final MongoOperations mongo;

    MongoDeliveryHistory(MongoOperations mongo) {
        this.mongo = mongo;
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(newestFirst(new Index()));
        indexes.createIndex(newestFirst(new Index(MongoDeliveries.USER, Sort.Direction.ASC)));
        indexes.createIndex(newestFirst(new Index(STATE, Sort.Direction.ASC)));
        indexes.createIndex(new Index(SETTLED_AT, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(MongoSends.REFERENCES, Sort.Direction.ASC).sparse());
    }

    private static Index newestFirst(Index index) {
        return index.on(CREATED_AT, Sort.Direction.DESC).on("_id", Sort.Direction.DESC);
    }

    @Override
    public Optional<DeliveryRecord> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Document.class, COLLECTION))
                .map(MongoDeliveryRecords::record);
    }

    @Override
    public List<DeliveryRecord> page(Selection selection, @Nullable Cursor after, int limit) {
        var page = query(criteria(selection, after))
                .with(Sort.by(Sort.Direction.DESC, CREATED_AT, "_id"))
                .limit(limit);
        page.fields().exclude(SEALED);
        return mongo.find(page, Document.class, COLLECTION).stream()
                .map(MongoDeliveryRecords::record)
                .toList();
    }

    private static Criteria criteria(Selection selection, @Nullable Cursor after) {
        var wanted = new ArrayList<Criteria>();
        wanted.add(where(CREATED_AT).gte(Date.from(selection.from())).lt(Date.from(selection.to())));
        if (selection.userId() != null) {
            wanted.add(where(MongoDeliveries.USER).is(selection.userId()));
        }
        if (selection.state() != null) {
            wanted.add(where(STATE).is(selection.state().key()));
        }
        if (selection.type() != null) {
            wanted.add(where(MongoDeliveries.TYPE).is(selection.type()));
        }
        if (selection.channel() != null) {
            wanted.add(where(MongoDeliveries.CHANNEL).is(selection.channel()));
        }
        if (after != null) {
            wanted.add(after.olderBy(CREATED_AT));
        }
        return new Criteria().andOperator(wanted);
    }

    @Override
    public List<TypeCount> count(Instant from, Instant to) {
        var counts = Aggregation.newAggregation(
                Aggregation.match(where(CREATED_AT).gte(Date.from(from)).lt(Date.from(to))),
                Aggregation.group(MongoDeliveries.TYPE, MongoDeliveries.CHANNEL, STATE)
                        .count()
                        .as("count"));
        return mongo.aggregate(counts, COLLECTION, Document.class).getMappedResults().stream()
                .map(MongoDeliveryHistory::typeCount)
                .toList();
    }

    private static TypeCount typeCount(Document row) {
        var group = row.get("_id", Document.class);
        return new TypeCount(
                group.getString(MongoDeliveries.TYPE),
                group.getString(MongoDeliveries.CHANNEL),
                DeliveryState.of(group.getString(STATE)),
                row.get("count", Number.class).longValue());
    }

    @Override
    public Optional<DeliveryRecord> of(DeliveryStatus status) {
        return Optional.ofNullable(mongo.findOne(query(criteria(status)), Document.class, COLLECTION))
                .map(MongoDeliveryRecords::record);
    }

    @Override
    public Optional<DeliveryRecord> note(DeliveryStatus status, Instant now) {
        while (true) {
            var document = mongo.findOne(query(criteria(status)), Document.class, COLLECTION);
            if (document == null) {
                return Optional.empty();
            }
            var known = MongoSends.of(document);
            var merged = MongoSends.merged(known, List.of(send(status, known)));
            if (merged.equals(known) || write(document, known, merged, now)) {
                return find(document.getString("_id"));
            }
        }
    }

    private static Criteria criteria(DeliveryStatus status) {
        return status.deliveryId() == null
                ? where(MongoSends.REFERENCES).is(MongoSends.reference(status.provider(), status.reference()))
                : where("_id").is(status.deliveryId());
    }

    /** The send that it is of; by its reference where nobody told the attempt. */
    private static Send send(DeliveryStatus status, Map<String, Send> known) {
        var attempt = status.attempt() > 0
                ? status.attempt()
                : known.values().stream()
                        .filter(send -> status.reference().equals(send.reference()))
                        .mapToInt(Send::attempt)
                        .findFirst()
                        .orElse(0);
        return new Send(attempt, status.provider(), status.state(), status.reference(), status.reason(), status.at());
    }

    /** Only while nobody else has written since it was read; a success also ends the waiting. */
    private boolean write(Document document, Map<String, Send> known, Map<String, Send> merged, Instant now) {
        var waiting = document.getDate(MongoDeliveries.NEXT_ATTEMPT) != null;
        var before = MongoDeliveryRecords.state(document);
        var after = DeliveryState.after(before, waiting, MongoSends.states(merged));
        var update = after == before ? new Update() : moved(document, waiting, after, now);
        var unchanged = where("_id")
                .is(document.getString("_id"))
                .and(MongoDeliveries.REVISION)
                .is(document.getInteger(MongoDeliveries.REVISION))
                .and(MongoDeliveries.NEXT_ATTEMPT)
                .exists(waiting)
                .and(MongoDeliveries.ATTEMPT)
                .is(document.getInteger(MongoDeliveries.ATTEMPT));
        return mongo.updateFirst(query(unchanged), MongoSends.write(update, known, merged), COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static Update moved(Document document, boolean waiting, DeliveryState after, Instant now) {
        var settledAt = document.getDate(SETTLED_AT);
        var at = waiting || settledAt == null ? now : settledAt.toInstant();
        var update = MongoTransitions.settled(after, at);
        if (after.isFailure()) {
            return update.set(MongoDeliveries.REASON, "status-" + after.key());
        }
        return MongoTransitions.forgetting(
                document.getDate(MongoDeliveries.SENT_AT) == null
                        ? update.set(MongoDeliveries.SENT_AT, Date.from(now))
                        : update);
    }

    @Override
    public boolean resend(String id, String by, String reason, Instant now) {
        var document = mongo.findById(id, Document.class, COLLECTION);
        if (document == null || !mayResend(document, now)) {
            return false;
        }
        var unchanged = where("_id")
                .is(id)
                .and(STATE)
                .is(document.getString(STATE))
                .and(MongoDeliveries.REVISION)
                .is(document.getInteger(MongoDeliveries.REVISION))
                .and(MongoDeliveries.NEXT_ATTEMPT)
                .exists(false);
        var requeued = MongoTransitions.requeued(now)
                .set(MongoDeliveries.NOT_COUNTED, document.getInteger(MongoDeliveries.ATTEMPT))
                .inc(MongoDeliveries.REVISION, 1);
        return mongo.updateFirst(query(unchanged), trailed(requeued, "resent", by, reason, now), COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static boolean mayResend(Document document, Instant now) {
        var until = document.getDate("until");
        return MongoDeliveryRecords.state(document).isFailure()
                && document.getString(SEALED) != null
                && (until == null || now.isBefore(until.toInstant()));
    }

    @Override
    public boolean cancel(String id, String by, String reason, Instant now) {
        var waiting = where("_id").is(id).and(STATE).is(DeliveryState.QUEUED.key());
        return mongo.updateFirst(
                                query(waiting),
                                trailed(MongoTransitions.canceled(now), "canceled", by, reason, now),
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static Update trailed(Update update, String what, String by, String reason, Instant now) {
        var act = new Document("at", Date.from(now))
                .append("by", by)
                .append("what", what)
                .append("reason", reason);
        return update.push(TRAIL).slice(-TRAIL_LENGTH).each(act);
    }

    @Override
    public long deleteSettledBefore(Instant before, int limit) {
        var ids = ids(query(where(SETTLED_AT).lt(Date.from(before))).with(Sort.by(SETTLED_AT)), limit);
        return ids.isEmpty()
                ? 0
                : mongo.remove(query(where("_id").in(ids)), COLLECTION).getDeletedCount();
    }

    @Override
    public long forgetTextsFailedBefore(Instant before, int limit) {
        var failed = where(MongoDeliveries.FAILED_AT)
                .lt(Date.from(before))
                .and(SEALED)
                .exists(true);
        var ids = ids(query(failed).with(Sort.by(MongoDeliveries.FAILED_AT)), limit);
        if (ids.isEmpty()) {
            return 0;
        }
        var stillFailed = where("_id").in(ids).and(MongoDeliveries.FAILED_AT).exists(true);
        return mongo.updateMulti(query(stillFailed), MongoTransitions.forgetting(new Update()), COLLECTION)
                .getModifiedCount();
    }

    private List<String> ids(Query query, int limit) {
        query.limit(limit).fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    /** Those that wait are not sent any more. */
    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(query(where(MongoDeliveries.USER).is(userId)), COLLECTION);
    }
}
