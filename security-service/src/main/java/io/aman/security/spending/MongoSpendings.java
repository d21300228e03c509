package io.aman.security.spending;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.write.ConditionalWrites;
import io.aman.security.detector.Spending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One document a person; each change is one conditional write, and one that teaches nothing is none. */
final class MongoSpendings {

    static final String COLLECTION = "spendings";
    private static final String VERSION = "version";
    private static final String PURGE_AT = "purgeAt";
    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Duration kept;

    MongoSpendings(MongoOperations mongo, Duration kept) {
        this.mongo = mongo;
        this.kept = kept;
    }

    private record Stored(
            @MongoId String id,
            long version,
            @Nullable List<Spending.Move> moves,
            @Nullable List<Spending.Asked> asked,
            Instant purgeAt) {

        Spending spending() {
            return new Spending(
                    id, Objects.requireNonNullElse(moves, List.of()), Objects.requireNonNullElse(asked, List.of()));
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** A fresh one where nothing is remembered. */
    Spending of(String userId) {
        return find(userId).map(Stored::spending).orElseGet(() -> Spending.fresh(userId));
    }

    private Optional<Stored> find(String userId) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(userId)), Stored.class, COLLECTION));
    }

    /**
     * @param lesson asked again where somebody else was faster
     * @param at until when it is kept goes by it
     * @return what is remembered from now on
     */
    Spending learn(String userId, Instant at, UnaryOperator<Spending> lesson) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = find(userId);
                    var known = before.map(Stored::spending).orElseGet(() -> Spending.fresh(userId));
                    var after = lesson.apply(known);
                    return after.equals(known) || isKept(before, after, at) ? Optional.of(after) : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("the payments of " + userId + " kept changing"));
    }

    private boolean isKept(Optional<Stored> before, Spending after, Instant at) {
        if (before.isEmpty()) {
            try {
                mongo.insert(new Stored(after.userId(), 1, after.moves(), after.asked(), at.plus(kept)), COLLECTION);
                return true;
            } catch (DuplicateKeyException _) {
                return false;
            }
        }
        var update = new Update()
                .inc(VERSION, 1)
                .set("moves", after.moves())
                .set("asked", after.asked())
                .max(PURGE_AT, at.plus(kept));
        var unchanged =
                where("_id").is(after.userId()).and(VERSION).is(before.get().version());
        return mongo.updateFirst(Query.query(unchanged), update, Stored.class, COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    void forget(String userId) {
        mongo.remove(Query.query(where("_id").is(userId)), COLLECTION);
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), COLLECTION);
    }
}
