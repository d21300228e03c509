package io.aman.security.lockout;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.platform.page.Cursor;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * One document a key with the times of its last grants, oldest first and never more than the limit.
 *
 * <p>One conditional update decides and counts, so that no two callers can take the last attempt. The times make the
 * window slide: a counter with the start of a window would let twice the limit through around its edge.
 */
final class MongoCounters {

    static final String COLLECTION = "counters";
    private static final String GRANTS = "grants";
    private static final String LOCKED_UNTIL = "lockedUntil";
    private static final String LOCKED_AT = "lockedAt";
    private static final String LOCKS = "locks";
    private static final String LOCK = "lock";
    private static final String OWNER = "userId";
    private static final String PURGE_AT = "purgeAt";
    private static final int TRIES = 5;

    private final MongoOperations mongo;
    private final Clock clock;

    MongoCounters(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
        indexes.createIndex(new CompoundIndexDefinition(new Document(LOCKED_UNTIL, -1).append(LOCK, -1)));
        indexes.createIndex(new Index(OWNER, Sort.Direction.ASC).sparse());
    }

    Reservation reserve(String key, Limit limit) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var granted = granted(key, limit, now);
            if (granted == null) {
                granted = granted(key, limit, now, new Document("_id", key));
            }
            if (granted != null) {
                return granted;
            }
            var denied = denied(mongo.findById(key, Document.class, COLLECTION), limit, now);
            if (denied != null) {
                return denied;
            }
        }
        throw new IllegalStateException("a counter kept changing");
    }

    /**
     * Gives back what was granted up to a success. What was granted after it still counts, so that neither a late nor a
     * repeated event forgives anything that it should not: nothing about the event has to be remembered.
     */
    void giveBack(String key, Instant upTo) {
        giveBack(Map.of(key, upTo));
    }

    /**
     * As the other one, of many keys. Most keys have no counter, and few counters have a lock: they are read, and only
     * what there is to give back is written. What is counted after the reading is as if it came after the giving back.
     */
    void giveBack(Map<String, Instant> upTo) {
        if (upTo.isEmpty()) {
            return;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        var isAnything = false;
        for (var counter : mongo.find(query(where("_id").in(upTo.keySet())), Document.class, COLLECTION)) {
            var key = counter.getString("_id");
            var at = Objects.requireNonNull(upTo.get(key));
            if (counter.getList(GRANTS, Date.class, List.of()).stream().anyMatch(grant -> isUpTo(at, grant))) {
                bulk.updateOne(query(where("_id").is(key)), new Update().pull(GRANTS, lte(at)));
                isAnything = true;
            }
            if (isUpTo(at, counter.getDate(LOCKED_AT))) {
                bulk.updateOne(
                        query(where("_id").is(key).and(LOCKED_AT).lte(at)),
                        new Update().unset(LOCKED_UNTIL).unset(LOCKED_AT).unset(LOCKS));
                isAnything = true;
            }
        }
        if (isAnything) {
            bulk.execute();
        }
    }

    private static boolean isUpTo(Instant at, @Nullable Date time) {
        return time != null && !time.toInstant().isAfter(at);
    }

    /**
     * Gives back one grant that was not used: the newest, which stands for it. Of two that are under way at once the
     * older time stays, so that a window may be shorter by as long as both were.
     */
    void giveBackOne(String key) {
        var before = mongo.findAndModify(
                query(where("_id").is(key).and(GRANTS + ".0").exists(true)),
                new Update().pop(GRANTS, Update.Position.LAST),
                Document.class,
                COLLECTION);
        if (before != null) {
            var newest = before.getList(GRANTS, Date.class).getLast().toInstant();
            mongo.updateFirst(
                    query(where("_id").is(key).and(LOCKED_AT).is(newest)),
                    new Update().unset(LOCKED_UNTIL).unset(LOCKED_AT).inc(LOCKS, -1),
                    COLLECTION);
        }
    }

    /** Notes whose accounts those among these are that were locked. */
    void noteOwners(Map<String, String> owners) {
        if (owners.isEmpty()) {
            return;
        }
        var lockedByNow = where("_id")
                .in(owners.keySet())
                .and(LOCKED_UNTIL)
                .exists(true)
                .and(OWNER)
                .exists(false);
        for (var counter : mongo.find(query(lockedByNow), Document.class, COLLECTION)) {
            var key = counter.getString("_id");
            mongo.updateFirst(query(where("_id").is(key)), Update.update(OWNER, owners.get(key)), COLLECTION);
        }
    }

    /** The locked ones whose keys begin so, by when their lock ends, the last first. */
    List<Locked> locked(String prefix, @Nullable Cursor after, int size) {
        var locked =
                where(LOCKED_UNTIL).gt(clock.instant()).and("_id").gte(prefix).lt(prefix + Character.MAX_VALUE);
        var page = query(after == null ? locked : locked.andOperator(behind(after)))
                .with(Sort.by(Sort.Direction.DESC, LOCKED_UNTIL, LOCK))
                .limit(size);
        return mongo.find(page, Document.class, COLLECTION).stream()
                .map(counter -> new Locked(
                        counter.getString("_id"),
                        counter.getString(OWNER),
                        counter.getDate(LOCKED_AT).toInstant(),
                        counter.getDate(LOCKED_UNTIL).toInstant(),
                        counter.getInteger(LOCKS, 1)))
                .toList();
    }

    private static Criteria behind(Cursor after) {
        return new Criteria()
                .orOperator(
                        where(LOCKED_UNTIL).lt(after.at()),
                        where(LOCKED_UNTIL).is(after.at()).and(LOCK).lt(after.id()));
    }

    /** Forgets whose they are; what is counted stays. */
    void forget(String userId) {
        mongo.updateMulti(query(where(OWNER).is(userId)), new Update().unset(OWNER), COLLECTION);
    }

    /** Deletes counters that can no longer deny anything. */
    void purge() {
        mongo.remove(query(where(PURGE_AT).lte(clock.instant())), COLLECTION);
    }

    private @Nullable Granted granted(String key, Limit limit, Instant now) {
        var before = new Criteria()
                .andOperator(
                        where("_id").is(key),
                        new Criteria()
                                .orOperator(
                                        where(GRANTS + "." + (limit.attempts() - 1))
                                                .exists(false),
                                        where(GRANTS + ".0").lte(now.minus(limit.window()))),
                        new Criteria()
                                .orOperator(
                                        where(LOCKED_UNTIL).exists(false),
                                        where(LOCKED_UNTIL).lte(now)));
        var grant = new Update()
                .max(PURGE_AT, purgeAt(limit, now))
                .push(GRANTS)
                .sort(Sort.Direction.ASC)
                .slice(-limit.attempts())
                .each(now);
        var after = mongo.findAndModify(
                query(before), grant, FindAndModifyOptions.options().returnNew(true), Document.class, COLLECTION);
        return after == null ? null : new Granted(lockWhereUsedUp(key, after, limit, now));
    }

    /** The first grant of a key; null when somebody else was first. */
    private @Nullable Granted granted(String key, Limit limit, Instant now, Document document) {
        document.append(GRANTS, List.of(Date.from(now))).append(PURGE_AT, Date.from(purgeAt(limit, now)));
        try {
            return new Granted(lockWhereUsedUp(key, mongo.insert(document, COLLECTION), limit, now));
        } catch (DuplicateKeyException _) {
            return null;
        }
    }

    /** Until this is written the window denies, which lasts longer than a write: nobody slips through in between. */
    private @Nullable Instant lockWhereUsedUp(String key, Document counter, Limit limit, Instant now) {
        var grants = counter.getList(GRANTS, Date.class);
        if (!limit.lock().isPositive()
                || grants.size() < limit.attempts()
                || !grants.getFirst().toInstant().isAfter(now.minus(limit.window()))) {
            return null;
        }
        var locks = locks(counter, limit, now);
        var until = now.plus(limit.lockAfter(locks));
        mongo.updateFirst(
                query(where("_id").is(key)),
                new Update()
                        .max(LOCKED_UNTIL, until)
                        .set(LOCKED_AT, now)
                        .set(LOCK, Locked.id(key))
                        .set(LOCKS, locks + 1)
                        .max(PURGE_AT, until.plus(limit.rememberedFor(locks + 1))),
                COLLECTION);
        return until;
    }

    /** Those before that double the next one. */
    private static int locks(Document counter, Limit limit, Instant now) {
        var lastEnded = counter.getDate(LOCKED_UNTIL);
        return lastEnded == null
                ? counter.getInteger(LOCKS, 0)
                : limit.remembered(counter.getInteger(LOCKS, 0), Duration.between(lastEnded.toInstant(), now));
    }

    /** Null when there is room after all: the counter changed since it was asked. */
    private static @Nullable Denied denied(@Nullable Document counter, Limit limit, Instant now) {
        if (counter == null) {
            return null;
        }
        var grants = counter.getList(GRANTS, Date.class);
        var roomAt = grants.size() < limit.attempts()
                ? null
                : grants.getFirst().toInstant().plus(limit.window());
        var lockedUntil = counter.getDate(LOCKED_UNTIL);
        return Stream.of(roomAt, lockedUntil == null ? null : lockedUntil.toInstant())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(until -> until.isAfter(now))
                .map(until -> new Denied(Duration.between(now, until), lockAt(lockedUntil, now)))
                .orElse(null);
    }

    private static @Nullable Instant lockAt(@Nullable Date lockedUntil, Instant now) {
        return lockedUntil != null && lockedUntil.toInstant().isAfter(now) ? lockedUntil.toInstant() : null;
    }

    private static Instant purgeAt(Limit limit, Instant now) {
        return now.plus(limit.window()).plus(limit.lock());
    }

    private static Document lte(Instant instant) {
        return new Document("$lte", Date.from(instant));
    }
}
