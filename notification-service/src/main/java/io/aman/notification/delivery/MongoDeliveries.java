package io.aman.notification.delivery;

import static io.aman.notification.delivery.MongoTransitions.canceled;
import static io.aman.notification.delivery.MongoTransitions.forgetting;
import static io.aman.notification.delivery.MongoTransitions.pinned;
import static io.aman.notification.delivery.MongoTransitions.settled;
import static io.aman.notification.delivery.MongoTransitions.waiting;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.notification.suppression.AddressIds;
import io.aman.notification.template.Category;
import io.aman.platform.security.Sealed;
import io.aman.platform.write.BulkWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * Deliveries that wait carry {@code nextAttemptAt} and {@code waitingSince}, settled ones do not: the sparse indexes
 * hold what waits, however many were sent. A claim moves {@code nextAttemptAt} to the end of its lease.
 */
@Repository
class MongoDeliveries implements Deliveries {

    static final String COLLECTION = "deliveries";

    static final String CHANNEL = "channel";
    static final String USER = "userId";
    static final String TYPE = "type";
    static final String STATE = "state";
    static final String CREATED_AT = "createdAt";
    static final String NEXT_ATTEMPT = "nextAttemptAt";
    static final String FAILED_AT = "failedAt";
    static final String SENT_AT = "sentAt";
    static final String SETTLED_AT = "settledAt";
    static final String ATTEMPT = "attempt";
    static final String REASON = "reason";
    static final String REVISION = "revision";

    /** Attempts that asked nobody, or belong to a chain that has ended. */
    static final String NOT_COUNTED = "notCounted";

    static final String WAITING_SINCE = "waitingSince";

    /** Only on what waits, so that the index holds nothing else. */
    static final String CANCEL_KEY = "cancelKey";

    /** Attempts in a row that may have sent it; raised by the claim, taken back by whoever knows better. */
    static final String IN_DOUBT = "inDoubt";

    static final String ASKED = "asked";

    /** When that happened which is told, or an administrator had it sent anew; absent on older ones. */
    static final String HAPPENED_AT = "happenedAt";

    /** A code does not wait behind receipts: what is about security is queued as if it had come so much earlier. */
    private static final Duration LEAD = Duration.ofMinutes(10);

    private final MongoOperations mongo;
    private final MongoBodies bodies;
    private final MongoClaims claims;

    MongoDeliveries(MongoOperations mongo, Sealed sealed) {
        this.mongo = mongo;
        this.bodies = new MongoBodies(sealed, new AddressIds(sealed));
        this.claims = new MongoClaims(mongo, bodies);
        for (var field : List.of(NEXT_ATTEMPT, WAITING_SINCE, FAILED_AT)) {
            mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC).sparse());
        }
        mongo.indexOps(COLLECTION).createIndex(new Index(CANCEL_KEY, Sort.Direction.ASC).on(STATE, Sort.Direction.ASC));
    }

    @Override
    public void add(List<Queued> all, Instant now) {
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        all.forEach(queued -> bulk.insert(document(queued, now)));
        var _ = BulkWrites.unordered(bulk); // one that is refused was asked for already; it may even be sent
    }

    private Document document(Queued queued, Instant now) {
        var delivery = queued.delivery();
        var notBefore = delivery.notBefore();
        var due = notBefore == null || notBefore.isBefore(now) ? now : notBefore;
        var isUrgent = delivery.category() == Category.SECURITY && due.equals(now);
        var document = bodies.document(delivery)
                .append(STATE, DeliveryState.QUEUED.key())
                .append(CREATED_AT, Date.from(now))
                .append(HAPPENED_AT, Date.from(queued.happenedAt()))
                .append(REVISION, 0)
                .append(ATTEMPT, 0)
                .append(NOT_COUNTED, 0)
                .append(IN_DOUBT, 0)
                .append(NEXT_ATTEMPT, Date.from(isUrgent ? due.minus(LEAD) : due))
                .append(WAITING_SINCE, Date.from(due));
        if (delivery.cancelKey() != null) {
            document.append(CANCEL_KEY, delivery.cancelKey());
        }
        return document;
    }

    @Override
    public long cancel(Collection<String> cancelKeys, Instant now) {
        var waiting = Query.query(where(CANCEL_KEY).in(cancelKeys).and(STATE).is(DeliveryState.QUEUED.key()));
        return mongo.updateMulti(waiting, canceled(now), COLLECTION).getModifiedCount();
    }

    @Override
    public Optional<Claim> claim(Instant now, Duration lease) {
        return claims.next(now, lease);
    }

    @Override
    public boolean asking(Claim claim, String provider) {
        var asking = new Update().set(ASKED, provider);
        return mongo.updateFirst(Query.query(current(claim.delivery().id(), claim.attempt())), asking, COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    @Override
    public boolean sent(Claim claim, Instant now, List<Send> sends) {
        return settle(claim, sends, known -> MongoTransitions.sent(known, now))
                || (!sends.isEmpty() && toldAlready(claim, sends));
    }

    /** A status has settled it before whoever sent it could: only who took it is still to be noted. */
    private boolean toldAlready(Claim claim, List<Send> sends) {
        var id = claim.delivery().id();
        return write(
                where("_id")
                        .is(id)
                        .and(ATTEMPT)
                        .is(claim.attempt())
                        .and(NEXT_ATTEMPT)
                        .exists(false),
                null,
                sends,
                _ -> new Update());
    }

    @Override
    public boolean deferred(Claim claim, Instant next, String reason, List<Send> sends) {
        return settle(claim, sends, _ -> pinned(waiting(next, reason).set(IN_DOUBT, 0), claim));
    }

    @Override
    public boolean deferredInDoubt(Claim claim, Instant next, String reason, List<Send> sends) {
        return settle(claim, sends, _ -> waiting(next, reason));
    }

    @Override
    public boolean heldBack(Claim claim, Instant next, String reason) {
        return settle(
                claim,
                List.of(),
                _ -> pinned(waiting(next, reason), claim)
                        .set(IN_DOUBT, claim.inDoubt())
                        .inc(NOT_COUNTED, 1));
    }

    @Override
    public boolean discarded(Claim claim, Instant now, String reason, List<Send> sends) {
        return settle(
                claim, sends, _ -> forgetting(settled(DeliveryState.FAILED, now).set(REASON, reason)));
    }

    @Override
    public boolean failed(Claim claim, Instant now, DeliveryState how, String reason, List<Send> sends) {
        return settle(claim, sends, _ -> settled(how, now).set(REASON, reason));
    }

    private boolean settle(Claim claim, List<Send> news, Function<Map<String, Send>, Update> change) {
        var id = claim.delivery().id();
        return write(current(id, claim.attempt()), claim, news, change);
    }

    /** The attempt is the last one, and the delivery waits for its end. */
    static Criteria current(String id, int attempt) {
        return where("_id").is(id).and(ATTEMPT).is(attempt).and(NEXT_ATTEMPT).exists(true);
    }

    /**
     * Writes what is known of the sends, and what follows.
     *
     * @param seen what was known when it was claimed; null to look first
     * @return false when {@code when} does not hold any more
     */
    private boolean write(
            Criteria when, @Nullable Claim seen, List<Send> news, Function<Map<String, Send>, Update> change) {
        var known = seen == null ? null : seen.sends();
        var revision = seen == null ? null : seen.revision();
        while (true) {
            if (known != null) {
                var merged = MongoSends.merged(known, news);
                var unseen = new Criteria().andOperator(when, where(REVISION).is(revision));
                var update = MongoSends.write(change.apply(merged), known, merged);
                if (mongo.updateFirst(Query.query(unseen), update, COLLECTION).getMatchedCount() == 1) {
                    return true;
                }
            }
            var document = mongo.findOne(Query.query(when), Document.class, COLLECTION);
            if (document == null) {
                return false;
            }
            known = MongoSends.of(document);
            revision = document.getInteger(REVISION);
        }
    }

    @Override
    public List<FailedDelivery> lastFailed(int limit) {
        var newestFirst = Query.query(where(FAILED_AT).exists(true))
                .with(Sort.by(Sort.Direction.DESC, FAILED_AT))
                .limit(limit);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(MongoDeliveries::failure)
                .toList();
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        var oldest = Query.query(where(WAITING_SINCE).exists(true)).with(Sort.by(Sort.Direction.ASC, WAITING_SINCE));
        oldest.fields().include(WAITING_SINCE);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, COLLECTION))
                .map(document -> document.getDate(WAITING_SINCE).toInstant());
    }

    private static FailedDelivery failure(Document document) {
        return new FailedDelivery(
                document.getString("_id"),
                document.getString(CHANNEL),
                document.getString(USER),
                document.getString(TYPE),
                document.getString("eventId"),
                document.getInteger(ATTEMPT),
                document.getString(REASON),
                document.getDate(FAILED_AT).toInstant());
    }
}
