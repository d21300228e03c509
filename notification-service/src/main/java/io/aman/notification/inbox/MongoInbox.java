package io.aman.notification.inbox;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.Date;
import java.util.List;
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

/** Entries by user and time; an entry without {@code readAt} is unread. */
@Repository
class MongoInbox implements Inbox {

    static final String COLLECTION = "inbox";

    private static final String USER = "userId";
    private static final String CREATED = "createdAt";
    private static final String READ = "readAt";

    private final MongoOperations mongo;

    MongoInbox(MongoOperations mongo) {
        this.mongo = mongo;
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(USER, Sort.Direction.ASC)
                        .on(CREATED, Sort.Direction.DESC)
                        .on("_id", Sort.Direction.DESC));
        mongo.indexOps(COLLECTION).createIndex(new Index(USER, Sort.Direction.ASC).on(READ, Sort.Direction.ASC));
    }

    @Override
    public void add(InboxEntry entry) {
        try {
            mongo.insert(document(entry), COLLECTION);
        } catch (DuplicateKeyException _) {
            // it is there, and may have been read
        }
    }

    @Override
    public List<InboxEntry> page(String userId, @Nullable Cursor after, int limit) {
        var own = Criteria.where(USER).is(userId);
        var newestFirst = Query.query(after == null ? own : own.andOperator(after.olderBy(CREATED)))
                .with(Sort.by(Sort.Direction.DESC, CREATED, "_id"))
                .limit(limit);
        return mongo.find(newestFirst, Document.class, COLLECTION).stream()
                .map(MongoInbox::entry)
                .toList();
    }

    @Override
    public long countUnread(String userId) {
        return mongo.count(Query.query(Criteria.where(USER).is(userId).and(READ).is(null)), COLLECTION);
    }

    @Override
    public boolean markRead(String userId, String id, Instant now) {
        var own = Criteria.where("_id").is(id).and(USER).is(userId);
        var unread = Criteria.where("_id").is(id).and(USER).is(userId).and(READ).is(null);
        var marked = mongo.updateFirst(Query.query(unread), new Update().set(READ, Date.from(now)), COLLECTION);
        return marked.getMatchedCount() == 1 || mongo.exists(Query.query(own), COLLECTION);
    }

    private static Document document(InboxEntry entry) {
        return new Document("_id", entry.id())
                .append(USER, entry.userId())
                .append("type", entry.type())
                .append("language", entry.language())
                .append("title", entry.title())
                .append("body", entry.body())
                .append(CREATED, Date.from(entry.createdAt()));
    }

    private static InboxEntry entry(Document document) {
        return new InboxEntry(
                document.getString("_id"),
                document.getString(USER),
                document.getString("type"),
                document.getString("language"),
                document.getString("title"),
                document.getString("body"),
                document.getDate(CREATED).toInstant(),
                document.getDate(READ) != null);
    }
}
