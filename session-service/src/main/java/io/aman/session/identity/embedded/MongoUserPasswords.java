package io.aman.session.identity.embedded;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.session.identity.PasswordDirectory.Aging;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The passwords in the documents of {@link MongoUsers}: hash, former hashes and age change in one conditional write. */
final class MongoUserPasswords {

    static final String CHANGED_AT = "passwordChangedAt";

    private static final String COLLECTION = MongoUsers.COLLECTION;
    private static final String HASH = "passwordHash";
    private static final String FORMER = "formerPasswordHashes";
    private static final String TOLD_DAYS = "passwordAgeToldDays";

    /** @param hashes the present one first, then the former ones, newest first */
    record Stored(List<String> hashes, Instant changedAt) {

        @Override
        public String toString() {
            return "Stored[" + changedAt + "]";
        }
    }

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id of each account whose outbox was filled */
    MongoUserPasswords(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("enabled", Sort.Direction.ASC)
                        .on(CHANGED_AT, Sort.Direction.ASC)
                        .on(TOLD_DAYS, Sort.Direction.ASC));
    }

    Optional<Stored> of(String userId) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(userId)), Document.class, COLLECTION))
                .map(document -> new Stored(
                        Stream.concat(
                                        Stream.of(document.getString(HASH)),
                                        document.getList(FORMER, String.class, List.of()).stream())
                                .toList(),
                        changedAt(document)));
    }

    /**
     * Sets another hash, if the present one is still the first of {@code stored}.
     *
     * @param keep how many former ones are remembered
     * @return whether it was
     */
    boolean replace(String userId, Stored stored, String hash, int keep, Instant now, DomainEvent told) {
        var present = stored.hashes().getFirst();
        var change = new Update()
                .set(HASH, hash)
                .set(FORMER, stored.hashes().stream().limit(keep).toList())
                .set(CHANGED_AT, now)
                .unset(TOLD_DAYS)
                .inc("version", 1);
        return changed(where("_id").is(userId).and(HASH).is(present), change, userId, now, told);
    }

    List<Aging> aging(Instant setAfter, Instant setBefore, int days, int limit) {
        var untold = new Criteria()
                .orOperator(where(TOLD_DAYS).isNull(), where(TOLD_DAYS).gt(days));
        var due = where(CHANGED_AT).gt(setAfter).lte(setBefore).and("enabled").is(true);
        var query = Query.query(new Criteria().andOperator(due, untold)).limit(limit);
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> new Aging(MongoUsers.user(document), changedAt(document)))
                .toList();
    }

    boolean tellOnce(Aging person, int days, Instant now, DomainEvent told) {
        var userId = person.user().id();
        var untold = new Criteria()
                .orOperator(where(TOLD_DAYS).isNull(), where(TOLD_DAYS).gt(days));
        var same = where("_id").is(userId).and(CHANGED_AT).is(person.changedAt());
        var change = new Update().set(TOLD_DAYS, days).inc("version", 1);
        return changed(new Criteria().andOperator(same, untold), change, userId, now, told);
    }

    private boolean changed(Criteria unchanged, Update change, String userId, Instant now, DomainEvent told) {
        outbox.append(change, List.of(new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, now, told)));
        if (mongo.updateFirst(Query.query(unchanged), change, COLLECTION).getMatchedCount() == 0) {
            return false;
        }
        written.accept(userId);
        return true;
    }

    /** An account of an earlier release has had its password since it came to be. */
    private static Instant changedAt(Document document) {
        var date = Objects.requireNonNullElseGet(document.getDate(CHANGED_AT), () -> document.getDate("createdAt"));
        return date.toInstant();
    }
}
