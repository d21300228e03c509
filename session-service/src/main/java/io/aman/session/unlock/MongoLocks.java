package io.aman.session.unlock;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.session.identity.EmailAddress;
import io.aman.session.session.ExpiredRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Locks in the collection {@code signInLocks}, so that each is told once. The address typed is kept until it is told. */
final class MongoLocks implements ExpiredRecords {

    static final String COLLECTION = "signInLocks";

    private static final String EMAIL = "email";
    private static final String UNTIL = "until";
    private static final String TAKEN_UNTIL = "takenUntil";
    private static final Duration TAKEN = Duration.ofMinutes(1);

    /** @param address whose attempt was refused */
    record Lock(String id, String email, Instant until, String address, Instant at) {

        /** An address is nobody's business until it is known to be a person's. */
        @Override
        public String toString() {
            return "Lock[" + id + "]";
        }
    }

    private final MongoOperations mongo;

    MongoLocks(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(TAKEN_UNTIL, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(UNTIL, Sort.Direction.ASC));
    }

    /** Stores a lock that was not known; for a minute nobody else takes it. Empty for one that was. */
    Optional<Lock> add(EmailAddress email, String accountKey, Instant until, String address, Instant now) {
        var id = Ids.derived("lck_", accountKey + "/" + until.toEpochMilli());
        try {
            mongo.insert(
                    new Document("_id", id)
                            .append(EMAIL, email.value())
                            .append(UNTIL, until)
                            .append("address", address)
                            .append("at", now)
                            .append(TAKEN_UNTIL, now.plus(TAKEN)),
                    COLLECTION);
            return Optional.of(new Lock(id, email.value(), until, address, now));
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    /** One that nobody tells of at the moment; for a minute nobody else takes it. */
    Optional<Lock> takeOne(Instant now) {
        var free = Query.query(where(TAKEN_UNTIL).lt(now)).with(Sort.by(TAKEN_UNTIL));
        var taken = Update.update(TAKEN_UNTIL, now.plus(TAKEN));
        return Optional.ofNullable(mongo.findAndModify(free, taken, Document.class, COLLECTION))
                .map(document -> new Lock(
                        document.getString("_id"),
                        document.getString(EMAIL),
                        document.getDate(UNTIL).toInstant(),
                        document.getString("address"),
                        document.getDate("at").toInstant()));
    }

    /** Whoever was meant is told, or is nobody: what stays is that it was done. */
    void done(Lock lock) {
        var told = new Update().unset(EMAIL).unset("address").unset(TAKEN_UNTIL);
        mongo.updateFirst(Query.query(where("_id").is(lock.id())), told, COLLECTION);
    }

    @Override
    public long removeOver(Instant now) {
        return mongo.remove(Query.query(where(UNTIL).lt(now)), COLLECTION).getDeletedCount();
    }
}
