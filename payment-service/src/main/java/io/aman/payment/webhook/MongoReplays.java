package io.aman.payment.webhook;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.platform.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;

/** Replays in MongoDB, and beside each the notices that something came of. */
class MongoReplays {

    private static final Logger log = LoggerFactory.getLogger(MongoReplays.class);

    static final String COLLECTION = "webhook_replays";
    static final String ROWS = "webhook_replay_rows";

    /** Only on replays that run, so that the index holds nothing else. */
    private static final String DUE_AT = "dueAt";

    private static final String RUN = "run";
    private static final String COUNTS = "counts";
    private static final String PLACE = "place";
    private static final char SEPARATOR = '/';

    /**
     * A replay as it is stored.
     *
     * @param run of whoever runs it: who was overtaken writes nothing more
     */
    private record Stored(
            @Id String id,
            Selection selection,
            boolean dryRun,
            String requestedBy,
            Instant createdAt,
            Replay.Counts counts,
            @Nullable String place,
            @Nullable Instant finishedAt,
            @Nullable Instant dueAt,
            @Nullable String run) {

        Replay toReplay() {
            return new Replay(
                    id,
                    selection,
                    dryRun,
                    requestedBy,
                    createdAt,
                    counts,
                    place == null ? null : Place.read(place),
                    finishedAt);
        }
    }

    /** @param id the replay's, and the place of the notice behind it: in the order of pages */
    private record StoredRow(
            @Id String id,
            String provider,
            String type,
            ReplayRow.Result result,
            List<ReplayRow.Difference> reading,
            @Nullable String paymentId,
            List<ReplayRow.Difference> payment) {

        ReplayRow toRow() {
            var place = Place.read(id.substring(id.indexOf(SEPARATOR) + 1));
            return new ReplayRow(place, provider, type, result, reading, paymentId, payment);
        }
    }

    /** A replay that somebody runs. */
    record Claimed(Replay replay, String run) {}

    private final MongoOperations mongo;

    MongoReplays(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(DUE_AT, Sort.Direction.ASC).sparse());
    }

    /** One that exists under this id is left as it is. */
    void add(Replay replay) {
        var begun = new Stored(
                replay.id(),
                replay.selection(),
                replay.dryRun(),
                replay.requestedBy(),
                replay.createdAt(),
                replay.counts(),
                null,
                null,
                replay.createdAt(),
                null);
        try {
            mongo.insert(written(begun), COLLECTION);
        } catch (DuplicateKeyException _) {
            log.debug("The replay {} was ordered before", replay.id());
        }
    }

    private Document written(Object row) {
        var document = new Document();
        mongo.getConverter().write(row, document);
        document.remove("_class"); // a stored form that outlives the name of the record
        return document;
    }

    Optional<Replay> find(String id) {
        return Optional.ofNullable(mongo.findOne(query(where("_id").is(id)), Stored.class, COLLECTION))
                .map(Stored::toReplay);
    }

    /** Ids of replays that nobody runs. */
    List<String> due(Instant now, int limit) {
        var due = query(where(DUE_AT).lte(now)).with(Sort.by(DUE_AT)).limit(limit);
        due.fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    /** Takes up a replay that nobody runs. */
    Optional<Claimed> claim(String id, Instant now, Instant leaseUntil) {
        var run = Ids.random("run_");
        return Optional.ofNullable(mongo.findAndModify(
                        query(where("_id").is(id).and(DUE_AT).lte(now)),
                        new Update().set(DUE_AT, leaseUntil).set(RUN, run),
                        FindAndModifyOptions.options().returnNew(true),
                        Stored.class,
                        COLLECTION))
                .map(stored -> new Claimed(stored.toReplay(), run));
    }

    /**
     * Writes down what a batch came to; after a crash in the middle the same rows are written again and counted once.
     *
     * @return whether the replay is still this run's
     */
    boolean advance(Claimed claimed, Place to, List<ReplayRow> rows, Instant leaseUntil) {
        for (var row : rows) {
            if (row.result() != ReplayRow.Result.SAME) {
                mongo.save(written(stored(claimed.replay().id(), row)), ROWS);
            }
        }
        var counts = Replay.Counts.of(rows);
        return update(
                claimed,
                new Update()
                        .set(PLACE, to.text())
                        .set(DUE_AT, leaseUntil)
                        .inc(COUNTS + ".read", counts.read())
                        .inc(COUNTS + ".same", counts.same())
                        .inc(COUNTS + ".differing", counts.differing())
                        .inc(COUNTS + ".failed", counts.failed()));
    }

    /** To be taken up by somebody else at once. */
    void release(Claimed claimed, Instant now) {
        update(claimed, new Update().set(DUE_AT, now).unset(RUN));
    }

    void finish(Claimed claimed, Instant at) {
        update(claimed, new Update().set("finishedAt", at).unset(DUE_AT).unset(RUN));
    }

    private boolean update(Claimed claimed, Update update) {
        return mongo.updateFirst(
                                query(where("_id")
                                        .is(claimed.replay().id())
                                        .and(RUN)
                                        .is(claimed.run())),
                                update,
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static StoredRow stored(String replay, ReplayRow row) {
        return new StoredRow(
                replay + SEPARATOR + row.place().text(),
                row.provider(),
                row.type(),
                row.result(),
                row.reading(),
                row.paymentId(),
                row.payment());
    }

    /** What differs or failed, the oldest notice first, after {@code place}. */
    List<ReplayRow> rows(String replay, @Nullable Place after, int limit) {
        var first = replay + SEPARATOR + (after == null ? "" : after.text());
        var page = query(where("_id").gt(first).lt(replay + (char) (SEPARATOR + 1)))
                .with(Sort.by("_id"))
                .limit(limit);
        return mongo.find(page, StoredRow.class, ROWS).stream()
                .map(StoredRow::toRow)
                .toList();
    }
}
