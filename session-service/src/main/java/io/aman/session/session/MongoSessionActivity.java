package io.aman.session.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.Map;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One unordered bulk for many sessions; the latest time wins. */
final class MongoSessionActivity implements SessionActivity {

    private final MongoOperations mongo;
    private final SessionPolicy policy;

    MongoSessionActivity(MongoOperations mongo, SessionPolicy policy) {
        this.mongo = mongo;
        this.policy = policy;
    }

    @Override
    public void note(Map<String, Span> seen) {
        if (seen.isEmpty()) {
            return;
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, MongoSessionDocument.COLLECTION);
        seen.forEach((sessionId, span) -> {
            var alive = where(MongoSessionDocument.ID)
                    .is(sessionId)
                    .and(MongoSessionDocument.ENDED_AT)
                    .exists(false)
                    .and(MongoSessionDocument.LAST_ACTIVITY)
                    .gt(policy.idleSince(span.first()));
            bulk.updateOne(Query.query(alive), new Update().max(MongoSessionDocument.LAST_ACTIVITY, span.last()));
        });
        var _ = bulk.execute();
    }
}
