package io.aman.session.mfa.policy;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.Objects;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** In the collection {@code factorDemands}. */
final class MongoFirstDemands implements FirstDemands {

    static final String COLLECTION = "factorDemands";

    private static final String SINCE = "since";

    private final MongoOperations mongo;

    MongoFirstDemands(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public Instant since(String userId, Instant now) {
        var known = mongo.findOne(byId(userId), Document.class, COLLECTION);
        return known == null ? begun(userId, now) : since(known);
    }

    private Instant begun(String userId, Instant now) {
        try {
            mongo.insert(new Document("_id", userId).append(SINCE, now), COLLECTION);
            return now;
        } catch (DuplicateKeyException _) {
            return since(Objects.requireNonNull(mongo.findOne(byId(userId), Document.class, COLLECTION)));
        }
    }

    private static Instant since(Document document) {
        return document.getDate(SINCE).toInstant();
    }

    private static Query byId(String userId) {
        return Query.query(where("_id").is(userId));
    }
}
