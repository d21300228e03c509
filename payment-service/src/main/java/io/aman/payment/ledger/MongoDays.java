package io.aman.payment.ledger;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.platform.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

/** Days and their differences in MongoDB. A comparison shows only once it is done; until then the one before it does. */
class MongoDays {

    static final String COLLECTION = "reconciliation_days";
    static final String DIFFERENCES = "reconciliation_differences";

    private static final Logger log = LoggerFactory.getLogger(MongoDays.class);

    /** Only on days that are to be compared, so that the index holds nothing else. */
    private static final String DUE_AT = "dueAt";

    private static final String CLOSED = "closed";
    private static final String CLAIM = "claim";

    private record Stored(
            @Id String id,
            boolean closed,
            @Nullable Instant comparedAt,
            @Nullable String run,
            @Nullable List<Totals> totals,
            @Nullable List<Day.Unread> unread,
            int differences,
            @Nullable Instant dueAt,
            @Nullable String claim) {

        Day toDay() {
            return new Day(
                    LocalDate.parse(id),
                    closed,
                    comparedAt,
                    run,
                    totals == null ? List.of() : totals,
                    unread == null ? List.of() : unread,
                    differences);
        }
    }

    /** @param id day, comparison and place, in the order of pages */
    private record StoredDifference(@Id String id, Difference difference) {}

    private final MongoOperations mongo;

    MongoDays(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(DUE_AT, Sort.Direction.ASC).sparse());
    }

    /** To be compared as soon as somebody can, whether it was before or not. */
    void order(LocalDate date, Instant now) {
        if (!insert(date, now)) {
            mongo.updateFirst(query(where("_id").is(date.toString())), new Update().set(DUE_AT, now), COLLECTION);
        }
    }

    /** To be compared unless that was done after it was closed. */
    void orderClosed(LocalDate date, Instant now) {
        if (!insert(date, now)) {
            mongo.updateFirst(
                    query(where("_id")
                            .is(date.toString())
                            .and(CLOSED)
                            .is(false)
                            .and(DUE_AT)
                            .exists(false)),
                    new Update().set(DUE_AT, now),
                    COLLECTION);
        }
    }

    private boolean insert(LocalDate date, Instant now) {
        if (mongo.exists(query(where("_id").is(date.toString())), COLLECTION)) {
            return false;
        }
        try {
            mongo.insert(
                    new Document("_id", date.toString())
                            .append(CLOSED, false)
                            .append("differences", 0)
                            .append(DUE_AT, Date.from(now)),
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            log.debug("The day {} was ordered by somebody else", date);
            return false;
        }
    }

    List<LocalDate> due(Instant now, int limit) {
        var due = query(where(DUE_AT).lte(now)).with(Sort.by(DUE_AT)).limit(limit);
        due.fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> LocalDate.parse(document.getString("_id")))
                .toList();
    }

    /** @return what the comparison must show to {@link #done}; empty when somebody else compares the day */
    Optional<String> claim(LocalDate date, Instant now, Instant leaseUntil) {
        var claim = Ids.random("run_");
        return Optional.ofNullable(mongo.findAndModify(
                        query(where("_id").is(date.toString()).and(DUE_AT).lte(now)),
                        new Update().set(DUE_AT, leaseUntil).set(CLAIM, claim),
                        FindAndModifyOptions.options().returnNew(true),
                        Document.class,
                        COLLECTION))
                .map(_ -> claim);
    }

    /**
     * Shows what a comparison came to, all of it at once.
     *
     * @param again when to compare again; null for never by itself
     * @return false where somebody else has taken the day over
     */
    boolean done(String claim, Day day, List<Difference> differences, @Nullable Instant again) {
        var prefix = day.date() + "/" + claim + "/";
        IntStream.range(0, differences.size()).forEach(n -> {
            var document = new Document();
            mongo.getConverter()
                    .write(new StoredDifference(prefix + "%08d".formatted(n), differences.get(n)), document);
            document.remove("_class"); // a stored form that outlives the name of the record
            mongo.save(document, DIFFERENCES);
        });
        var update = new Update()
                .set(CLOSED, day.closed())
                .set("comparedAt", day.comparedAt())
                .set("run", claim)
                .set("totals", day.totals())
                .set("unread", day.unread())
                .set("differences", differences.size())
                .unset(CLAIM);
        update = again == null ? update.unset(DUE_AT) : update.set(DUE_AT, again);
        return mongo.updateFirst(
                                query(where("_id")
                                        .is(day.date().toString())
                                        .and(CLAIM)
                                        .is(claim)),
                                update,
                                Stored.class,
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    Optional<Day> find(LocalDate date) {
        return Optional.ofNullable(mongo.findOne(query(where("_id").is(date.toString())), Stored.class, COLLECTION))
                .map(Stored::toDay);
    }

    /**
     * The newest first.
     *
     * @param to included
     */
    List<Day> of(LocalDate from, LocalDate to) {
        return mongo
                .find(
                        query(where("_id").gte(from.toString()).lte(to.toString()))
                                .with(Sort.by(Sort.Direction.DESC, "_id")),
                        Stored.class,
                        COLLECTION)
                .stream()
                .map(Stored::toDay)
                .toList();
    }

    /** @param skipped how many came before on other pages */
    List<Difference> differences(Day day, int skipped, int limit) {
        if (day.run() == null) {
            return List.of();
        }
        var prefix = day.date() + "/" + day.run() + "/";
        var page = query(where("_id").gte(prefix + "%08d".formatted(skipped)).lt(prefix + "~"))
                .with(Sort.by("_id"))
                .limit(limit);
        return mongo.find(page, StoredDifference.class, DIFFERENCES).stream()
                .map(StoredDifference::difference)
                .toList();
    }
}
