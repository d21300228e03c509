package io.aman.platform.write;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** A compare-and-set of one document whose version counts its writes, and which is made by the first of them. */
public final class VersionedUpdate {

    private VersionedUpdate() {}

    /**
     * Writes {@code update} with the next version, unless somebody else has written since.
     *
     * @param field where the version lies, a {@code long}
     * @param seen the version that was read; 0 where there was none
     * @return whether it was written
     * @throws DuplicateKeyException when a unique index refuses what a document that is there was to become
     */
    public static boolean isWritten(
            MongoOperations mongo, String collection, String id, String field, long seen, Update update) {
        var own = Criteria.where("_id").is(id).and(field);
        update.set(field, seen + 1);
        if (seen > 0) {
            return mongo.updateFirst(Query.query(own.is(seen)), update, collection)
                            .getMatchedCount()
                    == 1;
        }
        try {
            mongo.upsert(Query.query(own.exists(false)), update, collection);
            return true;
        } catch (DuplicateKeyException _) {
            return false; // another first write
        }
    }
}
