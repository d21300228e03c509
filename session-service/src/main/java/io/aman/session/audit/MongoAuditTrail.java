package io.aman.session.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.page.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** Entries in the collection {@code auditEntries}, gone where the database clears up after {@code keep}. */
final class MongoAuditTrail implements AuditTrail {

    static final String COLLECTION = "auditEntries";

    private final MongoOperations mongo;
    private final Duration keep;

    MongoAuditTrail(MongoOperations mongo, Duration keep) {
        this.mongo = mongo;
        this.keep = keep;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new CompoundIndexDefinition(
                new Document("userId", 1).append("at", -1).append("_id", -1)));
        indexes.createIndex(new Index("purgeAt", Sort.Direction.ASC).expire(Duration.ZERO));
    }

    @Override
    public void add(AuditEntry entry) {
        try {
            mongo.insert(document(entry), COLLECTION);
        } catch (DuplicateKeyException _) {
            // told twice
        }
    }

    @Override
    public List<AuditEntry> page(String userId, @Nullable Cursor after, int size) {
        var own = where("userId").is(userId);
        var query = Query.query(after == null ? own : own.andOperator(after.olderBy("at")))
                .with(Sort.by(Sort.Direction.DESC, "at", "_id"))
                .limit(size);
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoAuditTrail::entry)
                .toList();
    }

    @Override
    public long removeOver(Instant now) {
        return mongo.remove(Query.query(where("purgeAt").lt(now)), COLLECTION).getDeletedCount();
    }

    private Document document(AuditEntry entry) {
        return new Document("_id", entry.id())
                .append("userId", entry.userId())
                .append("at", entry.at())
                .append("what", entry.what())
                .append("actor", entry.actor())
                .append("address", entry.address())
                .append("reason", entry.reason())
                .append("sessionId", entry.sessionId())
                .append("detail", entry.detail())
                .append("purgeAt", entry.at().plus(keep));
    }

    private static AuditEntry entry(Document document) {
        return new AuditEntry(
                document.getString("_id"),
                document.getString("userId"),
                document.getDate("at").toInstant(),
                document.getString("what"),
                document.getString("actor"),
                document.getString("address"),
                document.getString("reason"),
                document.getString("sessionId"),
                document.getString("detail"));
    }
}
