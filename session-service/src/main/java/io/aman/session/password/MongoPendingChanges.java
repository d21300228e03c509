package io.aman.session.password;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.session.password.SetPassword.How;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** In the collection {@code passwordChanges}, which is empty but for the moment of a change. */
final class MongoPendingChanges implements PendingChanges {

    static final String COLLECTION = "passwordChanges";

    private static final String AT = "at";

    private final MongoOperations mongo;

    MongoPendingChanges(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(AT, Sort.Direction.ASC));
    }

    @Override
    public Pending add(String userId, String over, How how, Instant now) {
        var change = new Pending(Ids.random("pwc_"), userId, over, how);
        mongo.insert(
                new Document("_id", change.id())
                        .append("userId", userId)
                        .append("over", over)
                        .append("how", how.name())
                        .append(AT, now),
                COLLECTION);
        return change;
    }

    @Override
    public void remove(Pending change) {
        mongo.remove(Query.query(where("_id").is(change.id())), COLLECTION);
    }

    @Override
    public List<Pending> begunBefore(Instant time, int limit) {
        var old = Query.query(where(AT).lt(time)).with(Sort.by(AT)).limit(limit);
        return mongo.find(old, Document.class, COLLECTION).stream()
                .map(document -> new Pending(
                        document.getString("_id"),
                        document.getString("userId"),
                        document.getString("over"),
                        How.valueOf(document.getString("how"))))
                .toList();
    }
}
