package io.aman.security.attempt;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.page.Cursor;
import io.aman.platform.write.BulkWrites;
import io.aman.security.attempt.Activity.Answer;
import io.aman.security.detector.Signal;
import io.aman.security.risk.RiskScore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Keeps what became of sign-ins: what was noticed of them, and what their owners said, is added once. */
final class MongoActivities {

    static final String COLLECTION = "attempts";
    private static final String USER = "userId";
    private static final String SOURCE = "source";
    private static final String ANSWER = "answer";
    private static final String SIGNALS = "signals";
    private static final String PURGE_AT = "purgeAt";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Duration kept;

    /**
     * @param written told the id of each entry whose outbox was filled
     * @param kept how long an entry is kept
     */
    MongoActivities(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration kept) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.kept = kept;
    }

    /** Entries of earlier versions have no source, signals and end. */
    private record Entry(
            @MongoId String id,
            @Nullable String userId,
            Instant at,
            Activity.Outcome outcome,
            @Nullable String reason,
            String address,
            @Nullable String source,
            @Nullable String userAgent,
            @Nullable String sessionId,
            @Nullable List<Signal> signals,
            @Nullable RiskScore score,
            @Nullable Answer answer,
            @Nullable Instant purgeAt) {

        static Entry of(Activity activity, Instant purgeAt) {
            return new Entry(
                    activity.id(),
                    activity.userId(),
                    activity.at(),
                    activity.outcome(),
                    activity.reason(),
                    activity.address(),
                    activity.source(),
                    activity.userAgent(),
                    activity.sessionId(),
                    activity.signals(),
                    activity.score(),
                    null,
                    purgeAt);
        }

        Activity activity() {
            return new Activity(
                    id,
                    userId,
                    at,
                    outcome,
                    reason,
                    address,
                    source,
                    userAgent,
                    sessionId,
                    signals == null ? List.of() : signals,
                    score,
                    answer);
        }
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        for (var field : List.of(USER, SOURCE)) {
            indexes.createIndex(new CompoundIndexDefinition(
                    new Document(field, 1).append("at", -1).append("_id", -1)));
        }
        indexes.createIndex(new Index(PURGE_AT, Sort.Direction.ASC).sparse());
    }

    /** One that is there already keeps what was noticed of it, if it was looked at. */
    void add(List<Activity> activities) {
        if (activities.isEmpty()) {
            return;
        }
        var entries = mongo.bulkOps(BulkMode.UNORDERED, Entry.class, COLLECTION);
        activities.forEach(
                activity -> entries.insert(Entry.of(activity, activity.at().plus(kept))));
        var toldTwice = BulkWrites.unordered(entries).refused();
        if (!toldTwice.isEmpty()) {
            var noticed = mongo.bulkOps(BulkMode.UNORDERED, Entry.class, COLLECTION);
            toldTwice.forEach(place -> notice(noticed, activities.get(place)));
            noticed.execute();
        }
    }

    private static void notice(BulkOperations updates, Activity activity) {
        var update = new Update().set(SIGNALS, activity.signals());
        updates.updateOne(
                Query.query(where("_id").is(activity.id()).and(SIGNALS).exists(false)),
                activity.score() == null ? update : update.set("score", activity.score()));
    }

    /** The user's own one; empty where it is another's, or none. */
    Optional<Activity> find(String id, String userId) {
        return Optional.ofNullable(
                        mongo.findOne(Query.query(where("_id").is(id).and(USER).is(userId)), Entry.class, COLLECTION))
                .map(Entry::activity);
    }

    /** Keeps what the owner says and promises what follows from it; whether it could still be said. */
    boolean answer(Activity activity, Answer answer, Instant now, List<OutboxEvent> events) {
        var before = activity.answer() == null
                ? where(ANSWER).exists(false)
                : where(ANSWER).is(activity.answer());
        var unchanged = new Criteria()
                .andOperator(where("_id").is(activity.id()).and(USER).is(activity.userId()), before);
        var update = new Update().set(ANSWER, answer).set("answeredAt", now);
        var isSaid = mongo.updateFirst(Query.query(unchanged), outbox.append(update, events), Entry.class, COLLECTION)
                        .getMatchedCount()
                == 1;
        if (isSaid) {
            written.accept(activity.id());
        }
        return isSaid;
    }

    /** The user's own, newest first. */
    List<Activity> page(String userId, @Nullable Cursor after, int size) {
        return page(where(USER).is(userId), after, size);
    }

    /** What came from one address, or one IPv6 /64 network, newest first. */
    List<Activity> pageOf(String source, @Nullable Cursor after, int size) {
        return page(where(SOURCE).is(source), after, size);
    }

    private List<Activity> page(Criteria whose, @Nullable Cursor after, int size) {
        var query = Query.query(after == null ? whose : whose.andOperator(after.olderBy("at")))
                .with(Sort.by(Sort.Direction.DESC, "at", "_id"))
                .limit(size);
        return mongo.find(query, Entry.class, COLLECTION).stream()
                .map(Entry::activity)
                .toList();
    }

    /** Erases a person's entries of which everything is told; whether none is left. */
    boolean forget(String userId) {
        return Outbox.eraseTold(mongo, where(USER).is(userId), COLLECTION);
    }

    void purge(Instant now) {
        Outbox.removeTold(mongo, where(PURGE_AT).lte(now), COLLECTION);
    }
}
