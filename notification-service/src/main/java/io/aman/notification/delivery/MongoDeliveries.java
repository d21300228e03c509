package io.aman.notification.delivery;

import io.aman.platform.security.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
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

    private static final String NEXT_ATTEMPT = "nextAttemptAt";
    private static final String WAITING_SINCE = "waitingSince";
    private static final String FAILED_AT = "failedAt";
    private static final String ATTEMPT = "attempt";
    private static final String REASON = "reason";
    private static final String STATE = "state";
    private static final String QUEUED = "queued";

    /** Only on what waits, so that the index holds nothing else. */
    private static final String CANCEL_KEY = "cancelKey";

    /** Attempts in a row that may have sent it; raised by the claim, taken back by whoever knows better. */
    private static final String IN_DOUBT = "inDoubt";

    private static final Logger log = LoggerFactory.getLogger(MongoDeliveries.class);

    private final MongoOperations mongo;
    private final MongoBodies bodies;

    MongoDeliveries(MongoOperations mongo, Sealed sealed) {
        this.mongo = mongo;
        this.bodies = new MongoBodies(sealed);
        for (var field : List.of(NEXT_ATTEMPT, WAITING_SINCE, FAILED_AT)) {
            mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC).sparse());
        }
        mongo.indexOps(COLLECTION).createIndex(new Index(CANCEL_KEY, Sort.Direction.ASC).on(STATE, Sort.Direction.ASC));
    }

    @Override
    public void add(Delivery delivery, Instant now) {
        try {
            mongo.insert(document(delivery, now), COLLECTION);
        } catch (DuplicateKeyException _) {
            // asked for already; it may even be sent
        }
    }

    @Override
    public long cancel(String cancelKey, Instant now) {
        var waiting =
                Query.query(Criteria.where(CANCEL_KEY).is(cancelKey).and(STATE).is(QUEUED));
        var canceled = forgetting(settled().set(STATE, "canceled").set("canceledAt", Date.from(now)));
        return mongo.updateMulti(waiting, canceled, COLLECTION).getModifiedCount();
    }

    @Override
    public Optional<Claim> claim(Instant now, Duration lease) {
        while (true) {
            var document = claimed(now, now.plus(lease));
            if (document == null) {
                return Optional.empty();
            }
            var claim = claim(document, now.plus(lease));
            if (claim.isPresent()) {
                return claim;
            }
        }
    }

    /** What it was before the claim, so that it tells of the attempts before. */
    private @Nullable Document claimed(Instant now, Instant leaseUntil) {
        var due = Query.query(Criteria.where(NEXT_ATTEMPT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, NEXT_ATTEMPT));
        var claimed = new Update()
                .inc(ATTEMPT, 1)
                .inc(IN_DOUBT, 1)
                .set(NEXT_ATTEMPT, Date.from(leaseUntil))
                .set(STATE, "sending");
        return mongo.findAndModify(due, claimed, FindAndModifyOptions.options(), Document.class, COLLECTION);
    }

    /** Empty when its seal does not open: it failed then, text kept, and holds up no other. */
    private Optional<Claim> claim(Document document, Instant leaseUntil) {
        var attempt = document.getInteger(ATTEMPT) + 1;
        try {
            return Optional.of(new Claim(bodies.delivery(document), attempt, document.get(IN_DOUBT, 0), leaseUntil));
        } catch (Sealed.NotOpened _) {
            var id = document.getString("_id");
            log.error("Delivery {} does not open with the keys of aman.sealing.keys", id);
            change(id, attempt, failed("seal-not-opened", leaseUntil));
            return Optional.empty();
        }
    }

    @Override
    public boolean sent(Claim claim, Instant now) {
        return change(claim, forgetting(settled().set(STATE, "sent").set("sentAt", Date.from(now))));
    }

    @Override
    public boolean deferred(Claim claim, Instant next, String reason) {
        return change(claim, waiting(next, reason).set(IN_DOUBT, 0));
    }

    @Override
    public boolean deferredInDoubt(Claim claim, Instant next, String reason) {
        return change(claim, waiting(next, reason));
    }

    @Override
    public boolean discarded(Claim claim, Instant now, String reason) {
        return change(claim, forgetting(failed(reason, now)));
    }

    @Override
    public boolean failed(Claim claim, Instant now, String reason) {
        return change(claim, failed(reason, now));
    }

    private static Update waiting(Instant next, String reason) {
        return new Update()
                .set(NEXT_ATTEMPT, Date.from(next))
                .set(STATE, QUEUED)
                .set(REASON, reason);
    }

    private static Update failed(String reason, Instant at) {
        return settled().set(STATE, "failed").set(FAILED_AT, Date.from(at)).set(REASON, reason);
    }

    private static Update forgetting(Update update) {
        MongoBodies.FIELDS.forEach(update::unset);
        return update;
    }

    @Override
    public List<FailedDelivery> lastFailed(int limit) {
        var newestFirst = Query.query(Criteria.where(FAILED_AT).exists(true))
                .with(Sort.by(Sort.Direction.DESC, FAILED_AT))
                .limit(limit);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(MongoDeliveries::failure)
                .toList();
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        var oldest = Query.query(Criteria.where(WAITING_SINCE).exists(true))
                .with(Sort.by(Sort.Direction.ASC, WAITING_SINCE));
        oldest.fields().include(WAITING_SINCE);
        return Optional.ofNullable(mongo.findOne(oldest, Document.class, COLLECTION))
                .map(document -> document.getDate(WAITING_SINCE).toInstant());
    }

    private boolean change(Claim claim, Update update) {
        return change(claim.delivery().id(), claim.attempt(), update);
    }

    private boolean change(String id, int attempt, Update update) {
        var current = Query.query(Criteria.where("_id")
                .is(id)
                .and(ATTEMPT)
                .is(attempt)
                .and(NEXT_ATTEMPT)
                .exists(true));
        return mongo.updateFirst(current, update, COLLECTION).getMatchedCount() == 1;
    }

    private static Update settled() {
        return new Update().unset(NEXT_ATTEMPT).unset(WAITING_SINCE).unset(CANCEL_KEY);
    }

    private Document document(Delivery delivery, Instant now) {
        var notBefore = delivery.notBefore();
        var due = Date.from(notBefore == null || notBefore.isBefore(now) ? now : notBefore);
        var document = bodies.document(delivery)
                .append(STATE, QUEUED)
                .append(ATTEMPT, 0)
                .append(IN_DOUBT, 0)
                .append(NEXT_ATTEMPT, due)
                .append(WAITING_SINCE, due);
        if (delivery.cancelKey() != null) {
            document.append(CANCEL_KEY, delivery.cancelKey());
        }
        return document;
    }

    private static FailedDelivery failure(Document document) {
        return new FailedDelivery(
                document.getString("_id"),
                document.getString("channel"),
                document.getString("userId"),
                document.getString("type"),
                document.getString("eventId"),
                document.getInteger(ATTEMPT),
                document.getString(REASON),
                document.getDate(FAILED_AT).toInstant());
    }
}
