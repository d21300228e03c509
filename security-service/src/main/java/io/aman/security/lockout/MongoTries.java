package io.aman.security.lockout;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.security.lockout.Reservation.ChallengeDue;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * One document an address with what was tried from there and did not succeed, oldest first and never more than the limit.
 *
 * <p>Written down before it is verified, under the attempt's id, and taken out by that when it succeeds: what goes on at
 * once counts, and a success that is told twice forgives nothing else.
 */
final class MongoTries {

    static final String COLLECTION = "addressTries";
    private static final String TRIES = "tries";
    private static final String PURGE_AT = "purgeAt";
    private static final int ACCOUNT_LENGTH = 16; // enough to tell a hundred accounts apart
    private static final int REPEATS = 5;

    private final MongoOperations mongo;
    private final MongoCounters counters;
    private final AddressLimit limit;
    private final Clock clock;

    /** @param counters for the attempts of an address that has failed too often */
    MongoTries(MongoOperations mongo, MongoCounters counters, AddressLimit limit, Clock clock) {
        this.mongo = mongo;
        this.counters = counters;
        this.limit = limit;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    /** @param solved asked where a challenge is due */
    Reservation reserve(String address, String attemptId, String accountKey, BooleanSupplier solved) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var tried = new Document("id", attemptId)
                .append("account", accountKey.substring(0, Math.min(ACCOUNT_LENGTH, accountKey.length())))
                .append("at", Date.from(now));
        var withRoom = withRoom(address, tried, now);
        var tries = withRoom == null ? kept(address) : withRoom;
        if (accounts(tries, attemptId, now) >= limit.accounts() && !solved.getAsBoolean()) {
            giveBack(Map.of(address, List.of(attemptId)));
            return new ChallengeDue();
        }
        return withRoom == null ? counters.reserve("slow:" + address, slowly()) : new Granted(null);
    }

    /** What is let through now and then is not written down: nothing that succeeds makes room that it had not taken. */
    private Limit slowly() {
        return new Limit(1, limit.thenEvery(), Duration.ZERO);
    }

    private List<Document> kept(String address) {
        var kept = mongo.findById(address, Document.class, COLLECTION);
        return kept == null ? List.of() : kept.getList(TRIES, Document.class);
    }

    /** Null where too much has failed already. */
    private @Nullable List<Document> withRoom(String address, Document tried, Instant now) {
        var hasRoom = new Criteria()
                .andOperator(
                        where("_id").is(address),
                        new Criteria()
                                .orOperator(
                                        where(TRIES + "." + (limit.failures() - 1))
                                                .exists(false),
                                        where(TRIES + ".0.at").lte(now.minus(limit.window()))));
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            try {
                return added(hasRoom, tried, now);
            } catch (DuplicateKeyException _) { // there is one without room, or somebody else was first
                if (!mongo.exists(query(hasRoom), COLLECTION)) {
                    return null;
                }
            }
        }
        throw new IllegalStateException("what was tried kept changing");
    }

    private List<Document> added(Criteria which, Document tried, Instant now) {
        var adding = new Update()
                .max(PURGE_AT, now.plus(limit.window()))
                .push(TRIES)
                .sort(Sort.by("at"))
                .slice(-limit.failures())
                .each(tried);
        var options = FindAndModifyOptions.options().upsert(true).returnNew(true);
        var after = mongo.findAndModify(query(which), adding, options, Document.class, COLLECTION);
        return after == null ? List.of() : after.getList(TRIES, Document.class);
    }

    private long accounts(List<Document> tries, String attemptId, Instant now) {
        var since = now.minus(limit.accountsWindow());
        return tries.stream()
                .filter(tried -> !tried.getString("id").equals(attemptId)
                        && tried.getDate("at").toInstant().isAfter(since))
                .map(tried -> tried.getString("account"))
                .distinct()
                .count();
    }

    /** They succeeded, or were not made after all. */
    void giveBack(Map<String, ? extends Collection<String>> attemptIds) {
        if (attemptIds.isEmpty()) {
            return;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        attemptIds.forEach((address, ids) -> bulk.updateOne(
                query(where("_id").is(address)),
                new Update().pull(TRIES, new Document("id", new Document("$in", ids)))));
        bulk.execute();
    }

    /** One that could not be verified: the newest stands for it. */
    void giveBackOne(String address) {
        mongo.updateFirst(query(where("_id").is(address)), new Update().pop(TRIES, Update.Position.LAST), COLLECTION);
    }

    /** Deletes what can no longer hold anything back. */
    void purge() {
        mongo.remove(query(where(PURGE_AT).lte(clock.instant())), COLLECTION);
    }
}
