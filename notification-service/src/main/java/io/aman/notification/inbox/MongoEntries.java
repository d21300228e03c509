package io.aman.notification.inbox;

import io.aman.notification.inbox.Box.Change;
import io.aman.platform.page.Cursor;
import io.aman.platform.write.BulkWrites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Entries, each at a place of its own among its user's, so that only one can be the next. {@code unreadIn} holds the
 * {@link Box#reads} in which an entry became unread, and is missing once it was read.
 */
final class MongoEntries {

    static final String COLLECTION = "inbox";

    private static final String ID = "_id";
    private static final String USER = "userId";
    private static final String TYPE = "type";
    private static final String CREATED = "createdAt";
    private static final String UNREAD_IN = "unreadIn";
    private static final String POSITION = "position";
    private static final String PLACE = "place";
    private static final String CHANGED = "changed";

    /** As it is stored; whether it is unread depends on its box. */
    record Stored(InboxEntry entry, @Nullable Long unreadIn) {

        boolean isUnread(Box box) {
            return unreadIn != null && unreadIn == box.reads();
        }

        InboxEntry in(Box box) {
            return entry.read(!isUnread(box));
        }
    }

    private final MongoOperations mongo;

    MongoEntries(MongoOperations mongo) {
        this.mongo = mongo;
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PLACE, Sort.Direction.ASC).unique().sparse());
        indexes.createIndex(new Index(CREATED, Sort.Direction.ASC));
        for (var equal :
                List.of(List.of(USER), List.of(USER, UNREAD_IN), List.of(USER, TYPE), List.of(USER, TYPE, UNREAD_IN))) {
            var index = new Index();
            equal.forEach(field -> index.on(field, Sort.Direction.ASC));
            indexes.createIndex(index.on(CREATED, Sort.Direction.DESC).on(ID, Sort.Direction.DESC));
        }
    }

    /**
     * Stores an entry that is unread; no change that its box had before will be done to it.
     *
     * @return false when there is one of that id, or one at that place
     */
    boolean insert(InboxEntry entry, Box box) {
        try {
            mongo.insert(document(entry, box), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    /**
     * As above, of many, in their order.
     *
     * @param boxes by user id
     * @return the places in the list of those that were refused
     */
    Set<Integer> insert(List<Stored> all, Map<String, Box> boxes) {
        if (all.isEmpty()) {
            return Set.of();
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        all.forEach(stored -> bulk.insert(document(
                stored.entry(), Objects.requireNonNull(boxes.get(stored.entry().userId())))));
        return BulkWrites.unordered(bulk).refused();
    }

    private static Document document(InboxEntry entry, Box box) {
        return new Document(ID, entry.id())
                .append(USER, entry.userId())
                .append(PLACE, place(entry.userId(), entry.position()))
                .append(POSITION, entry.position())
                .append(TYPE, entry.type())
                .append("language", entry.language())
                .append("title", entry.title())
                .append("body", entry.body())
                .append(CREATED, Date.from(entry.createdAt()))
                .append(UNREAD_IN, box.reads())
                .append(CHANGED, box.changes());
    }

    Optional<Stored> find(String id) {
        return find(Query.query(Criteria.where(ID).is(id))).stream().findFirst();
    }

    List<Stored> find(String userId, Collection<String> ids) {
        return find(Query.query(Criteria.where(ID).in(ids).and(USER).is(userId)));
    }

    /** Those that there are at these places. */
    List<Stored> at(Collection<String> places) {
        return places.isEmpty()
                ? List.of()
                : find(Query.query(Criteria.where(PLACE).in(places)));
    }

    List<Stored> page(Box box, InboxFilter filter, @Nullable Cursor after, int limit) {
        var all = new ArrayList<Criteria>();
        all.add(Criteria.where(USER).is(box.userId()));
        if (filter.type() != null) {
            all.add(Criteria.where(TYPE).is(filter.type()));
        }
        if (filter.unreadOnly()) {
            all.add(Criteria.where(UNREAD_IN).is(box.reads()));
        }
        if (filter.from() != null) {
            all.add(Criteria.where(CREATED).gte(Date.from(filter.from())));
        }
        if (filter.to() != null) {
            all.add(Criteria.where(CREATED).lt(Date.from(filter.to())));
        }
        if (after != null) {
            all.add(after.olderBy(CREATED));
        }
        return find(Query.query(new Criteria().andOperator(all))
                .with(Sort.by(Sort.Direction.DESC, CREATED, ID))
                .limit(limit));
    }

    List<Stored> olderThan(Instant end, int limit) {
        return find(Query.query(Criteria.where(CREATED).lt(Date.from(end)))
                .with(Sort.by(Sort.Direction.ASC, CREATED))
                .limit(limit));
    }

    /** Makes an entry that nobody has counted yet unread in these reads of its box. */
    void renew(Stored stored, long reads) {
        var same = Criteria.where(ID).is(stored.entry().id()).and(UNREAD_IN).is(stored.unreadIn());
        mongo.updateFirst(Query.query(same), new Update().set(UNREAD_IN, reads), COLLECTION);
    }

    void remove(String id) {
        mongo.remove(Query.query(Criteria.where(ID).is(id)), COLLECTION);
    }

    void removeAllOf(String userId) {
        mongo.remove(Query.query(Criteria.where(USER).is(userId)), COLLECTION);
    }

    /** Does what the box promised; done again, or too late, it changes nothing. */
    void apply(Change change) {
        var those = Criteria.where(ID).in(change.ids());
        var older = Query.query(those.and(CHANGED).not().gte(change.number()));
        var update = new Update().set(CHANGED, change.number());
        switch (change.kind()) {
            case READ -> mongo.updateMulti(older, update.unset(UNREAD_IN), COLLECTION);
            case UNREAD -> mongo.updateMulti(older, update.set(UNREAD_IN, change.reads()), COLLECTION);
            case REMOVE -> mongo.remove(older, COLLECTION);
        }
    }

    static String place(String userId, long position) {
        return userId + "/" + position;
    }

    private List<Stored> find(Query query) {
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(MongoEntries::stored)
                .toList();
    }

    private static Stored stored(Document document) {
        return new Stored(
                new InboxEntry(
                        document.getString(ID),
                        document.getString(USER),
                        document.getString(TYPE),
                        document.getString("language"),
                        document.getString("title"),
                        document.getString("body"),
                        document.getDate(CREATED).toInstant(),
                        false,
                        document.get(POSITION, 0L)),
                document.getLong(UNREAD_IN));
    }
}
