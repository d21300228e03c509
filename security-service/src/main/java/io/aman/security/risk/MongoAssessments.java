package io.aman.security.risk;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;

/** Keeps decisions; they are added, with what is told of them, and read, never changed. */
final class MongoAssessments {

    static final String COLLECTION = "assessments";
    private static final String PURGE_AT = "purgeAt";
    private static final String USER = "userId";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Duration kept;

    /**
     * @param written told the id of each decision of which something is told
     * @param kept how long a decision is kept
     */
    MongoAssessments(MongoOperations mongo, Outbox outbox, Consumer<String> written, Duration kept) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
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
            @Nullable Purchase purchase,
            Instant purgeAt,
            @Nullable List<Document> outbox) {

        Assessment assessment() {
            return new Assessment(id, purpose, userId, address, at, signals, score, purchase);
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index(USER, Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new CompoundIndexDefinition(new Document("at", -1).append("_id", -1)));
    }

    /**
     * What was decided first, where it was decided before.
     *
     * @param told in the same write
     */
    Assessment add(Assessment assessment, List<OutboxEvent> told) {
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
                            assessment.purchase(),
                            assessment.at().plus(kept),
                            told.isEmpty() ? null : outbox.entries(told)),
                    COLLECTION);
            if (!told.isEmpty()) {
                written.accept(assessment.id());
            }
            return assessment;
        } catch (DuplicateKeyException _) {
            return find(assessment.id()).orElse(assessment); // empty when it was erased in between
        }
    }

    Optional<Assessment> find(String id) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("_id").is(id)), Stored.class, COLLECTION))
                .map(Stored::assessment);
    }

    /** Those between two times, the oldest first. */
    List<Assessment> oldest(Instant from, Instant to, int most) {
        var query = Query.query(where("at").gte(from).lt(to))
                .with(Sort.by("at", "_id"))
                .limit(most);
        return mongo.find(query, Stored.class, COLLECTION).stream()
                .map(Stored::assessment)
                .toList();
    }

    /** Erases a person's decisions of which everything is told; whether none is left. */
    boolean forget(String userId) {
        return Outbox.eraseTold(mongo, where(USER).is(userId), COLLECTION);
    }

    void purge(Instant now) {
        Outbox.removeTold(mongo, where(PURGE_AT).lte(now), COLLECTION);
    }
}
