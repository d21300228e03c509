package io.aman.security.risk;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.page.Cursor;
import io.aman.security.detector.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;

/** Keeps decisions; they are added and read, never changed. */
final class MongoAssessments {

    static final String COLLECTION = "assessments";
    private static final String PURGE_AT = "purgeAt";
    private static final String USER = "userId";

    private final MongoOperations mongo;
    private final Duration kept;

    MongoAssessments(MongoOperations mongo, Duration kept) {
        this.mongo = mongo;
        this.kept = kept;
    }

    private record Stored(
            @MongoId String id,
            String purpose,
            @Nullable String userId,
            String address,
            Instant at,
            List<Signal> signals,
            RiskScore score,
            Instant purgeAt) {

        Assessment assessment() {
            return new Assessment(id, purpose, userId, address, at, signals, score);
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index(USER, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new CompoundIndexDefinition(new Document("at", -1).append("_id", -1)));
    }

    /** What was decided first, where it was decided before. */
    Assessment add(Assessment assessment) {
        try {
            mongo.insert(
                    new Stored(
                            assessment.id(),
                            assessment.purpose(),
                            assessment.userId(),
                            assessment.address(),
                            assessment.at(),
                            assessment.signals(),
                            assessment.score(),
                            assessment.at().plus(kept)),
                    COLLECTION);
            return assessment;
        } catch (DuplicateKeyException _) {
            return find(assessment.id()).orElse(assessment); // empty when it was erased in between
        }
    }

    Optional<Assessment> find(String id) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(id)), Stored.class, COLLECTION))
                .map(Stored::assessment);
    }

    /** Those between two times, the newest first. */
    List<Assessment> page(Instant from, Instant to, @Nullable Cursor after, int size) {
        var between = where("at").gte(from).lt(to);
        var query = Query.query(after == null ? between : between.andOperator(after.olderBy("at")))
                .with(Sort.by(Sort.Direction.DESC, "at", "_id"))
                .limit(size);
        return mongo.find(query, Stored.class, COLLECTION).stream()
                .map(Stored::assessment)
                .toList();
    }

    void forget(String userId) {
        mongo.remove(Query.query(where(USER).is(userId)), COLLECTION);
    }

    void purge(Instant now) {
        mongo.remove(Query.query(where(PURGE_AT).lte(now)), COLLECTION);
    }
}
