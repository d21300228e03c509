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

/** One document a person, an address or a device; each change is one conditional write, and one that teaches nothing is none. */
final class MongoSpendings {

    static final String OF_PEOPLE = "spendings";

    /** Of addresses and of devices; what names one never names the other. */
    static final String SHARED = "spendings_around";

    private static final String VERSION = "version";
    private static final String PURGE_AT = "purgeAt";
    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final String collection;
    private final Duration kept;

    /** @param kept how long one is kept of whom nothing more is learned */
    MongoSpendings(MongoOperations mongo, String collection, Duration kept) {
        this.mongo = mongo;
        this.collection = collection;
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
        mongo.indexOps(collection).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** A fresh one where nothing is remembered. */
    Spending of(String whose) {
        return find(whose).map(Stored::spending).orElseGet(() -> Spending.fresh(whose));
    }

    private Optional<Stored> find(String whose) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(whose)), Stored.class, collection));
    }

    /**
     * @param lesson asked again where somebody else was faster
     * @param at until when it is kept goes by it
     * @return what is remembered from now on
     */
    Spending learn(String whose, Instant at, UnaryOperator<Spending> lesson) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = find(whose);
                    var known = before.map(Stored::spending).orElseGet(() -> Spending.fresh(whose));
                    var after = lesson.apply(known);
                    return after.equals(known) || isKept(before, after, at) ? Optional.of(after) : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("the payments of " + whose + " kept changing"));
    }

    private boolean isKept(Optional<Stored> before, Spending after, Instant at) {
        if (before.isEmpty()) {
            try {
                mongo.insert(new Stored(after.whose(), 1, after.moves(), after.asked(), at.plus(kept)), collection);
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
                where("_id").is(after.whose()).and(VERSION).is(before.get().version());
        return mongo.updateFirst(Query.query(unchanged), update, Stored.class, collection)
                        .getMatchedCount()
                == 1;
    }

    void forget(String whose) {
        mongo.remove(Query.query(where("_id").is(whose)), collection);
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), collection);
    }
}
