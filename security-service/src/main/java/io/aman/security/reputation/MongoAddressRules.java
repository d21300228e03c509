package io.aman.security.reputation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.Actor;
import io.aman.platform.Ids;
import io.aman.platform.page.Cursor;
import io.aman.security.reputation.AddressRule.Effect;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Rules of networks; each change is one write with its audit entry, of which the last fifty are kept. */
final class MongoAddressRules {

    static final String COLLECTION = "address_rules";
    private static final int MOST_ENTRIES = 50;
    private static final int MOST_IN_FORCE = 50_000;
    private static final String EXPIRES_AT = "expiresAt";
    private static final String CREATED_AT = "createdAt";
    private static final String AUDIT = "audit";

    private final MongoOperations mongo;

    MongoAddressRules(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(EXPIRES_AT, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION)
                .createIndex(new CompoundIndexDefinition(
                        new Document(CREATED_AT, -1).append("_id", -1).append(EXPIRES_AT, 1)));
    }

    /** Puts a rule in force, or moves its end: a detector never shortens what an operator ruled. */
    AddressRule put(Effect effect, String network, String reason, Instant expiresAt, Actor by, Instant now) {
        var update = new Update()
                .setOnInsert("effect", effect.name())
                .setOnInsert("network", network)
                .set("reason", reason)
                .set("by", by.name())
                .set(CREATED_AT, now);
        var ends =
                by.name().startsWith("system:") ? update.max(EXPIRES_AT, expiresAt) : update.set(EXPIRES_AT, expiresAt);
        audited(ends, "ruled", reason, by, now);
        return rule(Objects.requireNonNull(mongo.findAndModify(
                byId(Ids.derived("rul_", effect + " " + network)),
                ends,
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Document.class,
                COLLECTION)));
    }

    /** Ends a rule that is in force; empty where none of this id is. */
    Optional<AddressRule> lift(String id, Actor by, Instant now) {
        var inForce = Query.query(where("_id").is(id).and(EXPIRES_AT).gt(now));
        var update = audited(new Update().set(EXPIRES_AT, now), "lifted", by.reason(), by, now);
        return Optional.ofNullable(mongo.findAndModify(
                        inForce, update, FindAndModifyOptions.options().returnNew(true), Document.class, COLLECTION))
                .map(MongoAddressRules::rule);
    }

    List<AddressRule> inForce(Instant now) {
        return mongo
                .find(Query.query(where(EXPIRES_AT).gt(now)).limit(MOST_IN_FORCE), Document.class, COLLECTION)
                .stream()
                .map(MongoAddressRules::rule)
                .toList();
    }

    /** Those in force, the newest first. */
    List<AddressRule> page(Instant now, @Nullable Cursor after, int size) {
        var inForce = where(EXPIRES_AT).gt(now);
        var query = Query.query(after == null ? inForce : inForce.andOperator(after.olderBy(CREATED_AT)))
                .with(Sort.by(Sort.Direction.DESC, CREATED_AT, "_id"))
                .limit(size);
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoAddressRules::rule)
                .toList();
    }

    void purge(Instant expiredBefore) {
        mongo.remove(Query.query(where(EXPIRES_AT).lt(expiredBefore)), COLLECTION);
    }

    private static Update audited(Update update, String what, @Nullable String why, Actor by, Instant now) {
        update.push(AUDIT)
                .slice(-MOST_ENTRIES)
                .each(new Document("at", now.truncatedTo(ChronoUnit.MILLIS))
                        .append("what", what)
                        .append("by", by.name())
                        .append("address", by.address())
                        .append("reason", why));
        return update;
    }

    private static Query byId(String id) {
        return Query.query(where("_id").is(id));
    }

    private static AddressRule rule(Document found) {
        return new AddressRule(
                found.getString("_id"),
                Effect.valueOf(found.getString("effect")),
                found.getString("network"),
                found.getString("reason"),
                new Actor(found.getString("by"), null, null),
                found.getDate(CREATED_AT).toInstant(),
                found.getDate(EXPIRES_AT).toInstant());
    }
}
