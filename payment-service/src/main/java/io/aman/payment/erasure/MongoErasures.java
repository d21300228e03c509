package io.aman.payment.erasure;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.privacy.PersonalData.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;

/** Erasures in MongoDB, one document each; one that is open is due at some time, so that a crash delays it only. */
final class MongoErasures {

    static final String COLLECTION = "erasures";

    private static final String PERSON = "person";
    private static final String OUTCOMES = "outcomes";
    private static final String FINISHED_AT = "finishedAt";
    /** Only on open ones, so that the index holds nothing else. */
    private static final String DUE_AT = "dueAt";

    private final MongoOperations mongo;

    MongoErasures(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(DUE_AT, Sort.Direction.ASC).sparse());
    }

    /** One that exists under this id is returned as it is. */
    Erasure add(Erasure erasure) {
        var document = new Document();
        mongo.getConverter().write(erasure, document);
        document.remove("_class"); // a stored form that outlives the name of the record
        document.append(DUE_AT, Date.from(erasure.requestedAt()));
        try {
            mongo.insert(document, COLLECTION);
            return erasure;
        } catch (DuplicateKeyException _) {
            return find(erasure.id()).orElseThrow();
        }
    }

    Optional<Erasure> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Erasure.class, COLLECTION));
    }

    /** Those that something is still pending of, the longest waiting for their turn first. */
    List<Erasure> open(int limit) {
        var open = query(where(DUE_AT).exists(true)).with(Sort.by(DUE_AT)).limit(limit);
        return mongo.find(open, Erasure.class, COLLECTION);
    }

    List<String> due(Instant now, int limit) {
        var due = query(where(DUE_AT).lte(Date.from(now))).with(Sort.by(DUE_AT)).limit(limit);
        due.fields().include("_id");
        return mongo.find(due, Document.class, COLLECTION).stream()
                .map(document -> Objects.requireNonNull(document.getString("_id")))
                .toList();
    }

    /** Takes up one that is due; empty when somebody else has it or it is done. */
    Optional<Erasure> claim(String id, Instant now, Duration lease) {
        return Optional.ofNullable(mongo.findAndModify(
                query(where("_id").is(id).and(DUE_AT).lte(Date.from(now))),
                new Update().set(DUE_AT, Date.from(now.plus(lease))),
                FindAndModifyOptions.options().returnNew(true),
                Erasure.class,
                COLLECTION));
    }

    void pending(String id, Map<String, Outcome> outcomes, Instant next) {
        mongo.updateFirst(
                query(where("_id").is(id).and(FINISHED_AT).exists(false)),
                new Update().set(OUTCOMES, outcomes).set(DUE_AT, Date.from(next)),
                Erasure.class,
                COLLECTION);
    }

    /** Forgets whom it was about: nothing leads from the person to the pseudonym any more. */
    void done(String id, Map<String, Outcome> outcomes, Instant at) {
        mongo.updateFirst(
                query(where("_id").is(id)),
                new Update()
                        .set(OUTCOMES, outcomes)
                        .set(FINISHED_AT, Date.from(at))
                        .unset(PERSON)
                        .unset(DUE_AT),
                Erasure.class,
                COLLECTION);
    }
}
