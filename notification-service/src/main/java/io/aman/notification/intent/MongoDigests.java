package io.aman.notification.intent;

import io.aman.events.Actor;
import io.aman.notification.preference.Medium;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.template.Category;
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
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One that is not done has a {@code sweepAt}; one that takes no more has a {@code closedAt}. */
@Repository
class MongoDigests implements Digests, PersonalData {

    static final String COLLECTION = "digests";

    private static final String USER = "userId";
    private static final String SWEEP_AT = "sweepAt";
    private static final String CLOSED_AT = "closedAt";
    private static final String DONE_AT = "doneAt";
    private static final String INTENTS = "intents";

    private final MongoOperations mongo;

    MongoDigests(MongoOperations mongo) {
        this.mongo = mongo;
        for (var field : List.of(SWEEP_AT, DONE_AT)) {
            mongo.indexOps(COLLECTION).createIndex(new Index(field, Sort.Direction.ASC).sparse());
        }
        mongo.indexOps(COLLECTION).createIndex(new Index(USER, Sort.Direction.ASC));
    }

    @Override
    public void open(Digest digest) {
        try {
            mongo.insert(
                    new Document("_id", digest.id())
                            .append(USER, digest.userId())
                            .append("category", digest.category().key())
                            .append("medium", digest.medium().name())
                            .append("dueAt", Date.from(digest.dueAt()))
                            .append(SWEEP_AT, Date.from(digest.dueAt()))
                            .append(INTENTS, List.of()),
                    COLLECTION);
        } catch (DuplicateKeyException _) {
            // another intent has opened it
        }
    }

    @Override
    public boolean collect(String digestId, String intentId) {
        var open = Query.query(Criteria.where("_id").is(digestId).and(CLOSED_AT).exists(false));
        var taken = new Update().addToSet(INTENTS, intentId);
        return mongo.updateFirst(open, taken, COLLECTION).getMatchedCount() == 1
                || mongo.exists(
                        Query.query(
                                Criteria.where("_id").is(digestId).and(INTENTS).is(intentId)),
                        COLLECTION);
    }

    @Override
    public List<Digest> due(Instant now, int limit) {
        var due = Query.query(Criteria.where(SWEEP_AT).lte(Date.from(now)))
                .with(Sort.by(Sort.Direction.ASC, SWEEP_AT))
                .limit(limit);
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(MongoDigests::digest)
                .toList();
    }

    @Override
    public Optional<Digest> close(String digestId, Instant now) {
        var open = Query.query(Criteria.where("_id").is(digestId).and(SWEEP_AT).exists(true));
        var closed = new Update().min(CLOSED_AT, Date.from(now));
        var after = FindAndModifyOptions.options().returnNew(true);
        return Optional.ofNullable(mongo.findAndModify(open, closed, after, Document.class, COLLECTION))
                .map(MongoDigests::digest);
    }

    @Override
    public void postpone(Digest digest, Instant until) {
        var open =
                Query.query(Criteria.where("_id").is(digest.id()).and(SWEEP_AT).exists(true));
        mongo.updateFirst(open, new Update().set(SWEEP_AT, Date.from(until)), COLLECTION);
    }

    @Override
    public void done(Digest digest, Instant now) {
        var told = new Update().unset(SWEEP_AT).set(DONE_AT, Date.from(now));
        mongo.updateFirst(Query.query(Criteria.where("_id").is(digest.id())), told, COLLECTION);
    }

    @Override
    public long removeDoneBefore(Instant then) {
        return mongo.remove(Query.query(Criteria.where(DONE_AT).lt(Date.from(then))), COLLECTION)
                .getDeletedCount();
    }

    @Override
    public void forget(String userId, Actor by) {
        mongo.remove(Query.query(Criteria.where(USER).is(userId)), COLLECTION);
    }

    private static Digest digest(Document document) {
        return new Digest(
                document.getString("_id"),
                document.getString(USER),
                Category.of(document.getString("category")),
                Medium.valueOf(document.getString("medium")),
                document.getDate("dueAt").toInstant(),
                document.getList(INTENTS, String.class));
    }
}
