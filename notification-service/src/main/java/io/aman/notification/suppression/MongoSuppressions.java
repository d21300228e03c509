package io.aman.notification.suppression;

import io.aman.notification.recipient.Address;
import io.aman.platform.page.Cursor;
import io.aman.platform.security.Sealed;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** One document an address; only one on the list has {@code since}. What happened to it stays in its trail. */
@Repository
class MongoSuppressions implements Suppressions {

    static final String COLLECTION = "suppressions";

    private static final String SINCE = "since";
    private static final int TRAIL_LENGTH = 50;

    private final MongoOperations mongo;
    private final AddressIds ids;

    MongoSuppressions(MongoOperations mongo, Sealed sealed) {
        this.mongo = mongo;
        this.ids = new AddressIds(sealed);
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(SINCE, Sort.Direction.DESC)
                        .on("_id", Sort.Direction.DESC)
                        .sparse());
    }

    @Override
    public Optional<String> reason(Address address) {
        var listed = Query.query(
                Criteria.where("_id").in(ids.all(address)).and(SINCE).exists(true));
        return Optional.ofNullable(mongo.findOne(listed, Document.class, COLLECTION))
                .map(document -> document.getString("reason"));
    }

    @Override
    public boolean add(String id, String hint, String reason, String by, Instant now) {
        var unlisted = Query.query(Criteria.where("_id").is(id).and(SINCE).exists(false));
        var listed = trailed("added", reason, by, now)
                .set("hint", hint)
                .set("reason", reason)
                .set("by", by)
                .set(SINCE, Date.from(now));
        try {
            mongo.upsert(unlisted, listed, COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false; // it is there, and on the list
        }
    }

    @Override
    public boolean remove(String id, String by, Instant now) {
        var listed = Query.query(Criteria.where("_id").is(id).and(SINCE).exists(true));
        var unlisted = trailed("removed", null, by, now).unset(SINCE);
        return mongo.updateFirst(listed, unlisted, COLLECTION).getMatchedCount() == 1;
    }

    private static Update trailed(String what, @Nullable String reason, String by, Instant now) {
        var entry = new Document("at", Date.from(now))
                .append("by", by)
                .append("what", what)
                .append("reason", reason);
        return new Update().push("trail").slice(-TRAIL_LENGTH).each(entry);
    }

    @Override
    public List<Suppressed> page(@Nullable Cursor after, int limit) {
        var listed = Criteria.where(SINCE).exists(true);
        var newestFirst = Query.query(after == null ? listed : listed.andOperator(after.olderBy(SINCE)))
                .with(Sort.by(Sort.Direction.DESC, SINCE, "_id"))
                .limit(limit);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(document -> new Suppressed(
                        document.getString("_id"),
                        document.getString("hint"),
                        document.getString("reason"),
                        document.getDate(SINCE).toInstant(),
                        document.getString("by")))
                .toList();
    }
}
