package io.aman.session.identity.oidc;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What was heard of sign-outs elsewhere, in the collection {@code signOuts}, for as long as it can matter. */
final class MongoSignOuts {

    static final String COLLECTION = "signOuts";

    private final MongoOperations mongo;
    private final Duration kept;

    /** @param kept longer than a notice stays fresh and than somebody may take to collect a session */
    MongoSignOuts(MongoOperations mongo, Duration kept) {
        this.mongo = mongo;
        this.kept = kept;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("purgeAt", Sort.Direction.ASC).expire(Duration.ZERO));
    }

    boolean isDone(String notice) {
        return mongo.exists(Query.query(where("_id").is(id("notice", notice))), COLLECTION);
    }

    /** @return false when it was done before */
    boolean done(String notice, Instant now) {
        try {
            mongo.insert(new Document("_id", id("notice", notice)).append("purgeAt", now.plus(kept)), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** @param kind of what is over: {@code session} or {@code user} */
    void over(String kind, String name, Instant now) {
        var marker = Query.query(where("_id").is(id(kind, name)));
        var change = new Update().max("at", now).max("purgeAt", now.plus(kept));
        try {
            mongo.upsert(marker, change, COLLECTION);
        } catch (DuplicateKeyException _) {
            mongo.updateFirst(marker, change, COLLECTION); // somebody else was first
        }
    }

    boolean isOver(String kind, String name, Instant arrived) {
        return mongo.exists(
                Query.query(where("_id").is(id(kind, name)).and("at").gte(arrived)), COLLECTION);
    }

    private static String id(String kind, String name) {
        return Ids.derived(kind + "_", name);
    }
}
