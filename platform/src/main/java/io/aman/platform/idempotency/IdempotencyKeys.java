package io.aman.platform.idempotency;

import io.aman.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The keys in use, one document each. */
class IdempotencyKeys {

    static final String COLLECTION = "idempotencyKeys";
    private static final String BODY_HASH = "bodyHash";
    private static final String OPERATION = "operation";
    private static final String LEASE_UNTIL = "leaseUntil";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String ANSWER = "answer";

    /** What a key means at this moment. */
    sealed interface Reservation {

        /** Go on; {@code leaseUntil} proves that the key is still ours. */
        record Granted(Operation operation, Instant leaseUntil) implements Reservation {}

        record Answered(KeptAnswer answer) implements Reservation {}

        record Busy(Duration retryAfter) implements Reservation {}

        record OtherBody() implements Reservation {}
    }

    private final MongoOperations mongo;
    private final IdempotencyProperties properties;
    private final Clock clock;

    IdempotencyKeys(MongoOperations mongo, IdempotencyProperties properties, Clock clock) {
        this.mongo = mongo;
        this.properties = properties;
        this.clock = clock;
    }

    /** Real MongoDB clears expired keys by itself; correctness does not rest on it. */
    void declareIndex() {
        mongo.indexOps(COLLECTION).createIndex(new Index(EXPIRES_AT, Sort.Direction.ASC).expire(Duration.ZERO));
    }

    Reservation reserve(String id, String bodyHash) {
        var now = clock.instant();
        var leaseUntil = now.plus(properties.lease());
        var fresh = new Document("_id", id)
                .append(BODY_HASH, bodyHash)
                .append(OPERATION, Ids.random(""))
                .append(LEASE_UNTIL, Date.from(leaseUntil))
                .append(EXPIRES_AT, Date.from(now.plus(properties.lifetime())));
        try {
            mongo.insert(fresh, COLLECTION);
            return new Reservation.Granted(new Operation(fresh.getString(OPERATION)), truncated(leaseUntil));
        } catch (DuplicateKeyException _) {
            return known(id, bodyHash, fresh, now);
        }
    }

    private Reservation known(String id, String bodyHash, Document fresh, Instant now) {
        var found = mongo.findById(id, Document.class, COLLECTION);
        if (found == null || !found.getDate(EXPIRES_AT).toInstant().isAfter(now)) {
            mongo.remove(
                    Query.query(Criteria.where("_id").is(id).and(EXPIRES_AT).lte(Date.from(now))), COLLECTION);
            return reserve(id, bodyHash);
        }
        if (!bodyHash.equals(found.getString(BODY_HASH))) {
            return new Reservation.OtherBody();
        }
        var answer = found.get(ANSWER, Document.class);
        return answer != null ? new Reservation.Answered(answer(answer)) : takeOver(found, fresh, now);
    }

    /** The first call did not answer: once its lease is over, one of those who ask again carries its operation on. */
    private Reservation takeOver(Document found, Document fresh, Instant now) {
        var lease = found.getDate(LEASE_UNTIL);
        if (lease.toInstant().isAfter(now)) {
            return new Reservation.Busy(Duration.between(now, lease.toInstant()));
        }
        var leaseUntil = fresh.getDate(LEASE_UNTIL);
        var taken = mongo.updateFirst(
                ours(found.getString("_id"), lease.toInstant()), new Update().set(LEASE_UNTIL, leaseUntil), COLLECTION);
        return taken.getModifiedCount() == 1
                ? new Reservation.Granted(new Operation(found.getString(OPERATION)), leaseUntil.toInstant())
                : new Reservation.Busy(properties.lease());
    }

    /** Keeps the answer, unless another call has taken the key over meanwhile. */
    void answered(String id, Instant leaseUntil, KeptAnswer answer) {
        var document = new Document("status", answer.status())
                .append("location", answer.location())
                .append("body", answer.body());
        mongo.updateFirst(ours(id, leaseUntil), new Update().set(ANSWER, document), COLLECTION);
    }

    /** The call ended without an answer to keep, and may be tried again at once. */
    void release(String id, Instant leaseUntil) {
        mongo.updateFirst(ours(id, leaseUntil), new Update().set(LEASE_UNTIL, Date.from(clock.instant())), COLLECTION);
    }

    /** The call changed nothing: the key was never used. */
    void forget(String id, Instant leaseUntil) {
        mongo.remove(ours(id, leaseUntil), COLLECTION);
    }

    private static Query ours(String id, Instant leaseUntil) {
        return Query.query(Criteria.where("_id").is(id).and(LEASE_UNTIL).is(Date.from(leaseUntil)));
    }

    private static KeptAnswer answer(Document document) {
        return new KeptAnswer(
                Objects.requireNonNull(document.getInteger("status")),
                document.getString("location"),
                document.getString("body"));
    }

    private static Instant truncated(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
