package io.aman.session.password;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** In the one document of the collection {@code passwordSweeps}. */
final class MongoSweepLease implements SweepLease {

    static final String COLLECTION = "passwordSweeps";

    private static final String ID = "age-warnings";

    private final MongoOperations mongo;

    MongoSweepLease(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Where somebody has it, its document does not match, and a second one of that name cannot be. */
    @Override
    public boolean take(Instant now, Duration time) {
        var free = Query.query(where("_id").is(ID).and("until").lte(now));
        try {
            mongo.upsert(free, Update.update("until", now.plus(time)), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }
}
