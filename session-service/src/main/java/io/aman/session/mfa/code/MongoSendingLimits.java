package io.aman.session.mfa.code;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** One counter for each key and day in the collection {@code sendings}. */
final class MongoSendingLimits implements SendingLimits {

    static final String COLLECTION = "sendings";

    private static final String COUNT = "count";
    private static final String PURGE_AT = "purgeAt";
    private static final Duration KEPT = Duration.ofDays(2);

    private final MongoOperations mongo;

    MongoSendingLimits(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC).expire(Duration.ZERO));
    }

    @Override
    public boolean reserve(String key, int most, Instant now) {
        var id = key + "/" + LocalDate.ofInstant(now, ZoneOffset.UTC);
        return counted(id, most) || (isFirst(id, now) || counted(id, most));
    }

    private boolean counted(String id, int most) {
        var free = Query.query(where("_id").is(id).and(COUNT).lt(most));
        return mongo.updateFirst(free, new Update().inc(COUNT, 1), COLLECTION).getMatchedCount() == 1;
    }

    private boolean isFirst(String id, Instant now) {
        try {
            var purgeAt = Date.from(now.plus(KEPT));
            mongo.insert(new Document("_id", id).append(COUNT, 1).append(PURGE_AT, purgeAt), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    @Override
    public long removeOver(Instant now) {
        return mongo.remove(Query.query(where(PURGE_AT).lt(now)), COLLECTION).getDeletedCount();
    }
}
