package io.aman.security.attempt;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Query;

/** Keeps what became of sign-ins; entries are added and read, never changed. */
final class MongoActivities {

    static final String COLLECTION = "attempts";

    private final MongoOperations mongo;

    MongoActivities(MongoOperations mongo) {
        this.mongo = mongo;
    }

    private record Entry(
            @MongoId String id,
            @Nullable String userId,
            Instant at,
            Activity.Outcome outcome,
            @Nullable String reason,
            String address,
            @Nullable String userAgent) {

        static Entry of(Activity activity) {
            return new Entry(
                    activity.id(),
                    activity.userId(),
                    activity.at(),
                    activity.outcome(),
                    activity.reason(),
                    activity.address(),
                    activity.userAgent());
        }

        Activity activity() {
            return new Activity(id, userId, at, outcome, reason, address, userAgent);
        }
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new CompoundIndexDefinition(
                        new Document("userId", 1).append("at", -1).append("_id", -1)));
    }

    /** One that is there already changes nothing. */
    void add(Activity activity) {
        try {
            mongo.insert(Entry.of(activity), COLLECTION);
        } catch (DuplicateKeyException _) {
            // told twice
        }
    }

    /** The user's own, newest first. */
    List<Activity> page(String userId, @Nullable Cursor after, int size) {
        var own = where("userId").is(userId);
        var query = Query.query(after == null ? own : own.andOperator(after.olderBy("at")))
                .with(Sort.by(Sort.Direction.DESC, "at", "_id"))
                .limit(size);
        return mongo.find(query, Entry.class, COLLECTION).stream()
                .map(Entry::activity)
                .toList();
    }
}
