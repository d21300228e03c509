package io.aman.notification.inbox;

import io.aman.events.InboxEvent;
import io.aman.events.Topics;
import io.aman.notification.inbox.Box.Change;
import io.aman.notification.inbox.Box.Kind;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.BulkWrites;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Boxes by user id. Each write is conditional on what was read, and carries its event; one that fails changed nothing. */
final class MongoBoxes {

    static final String COLLECTION = "inboxes";

    private static final String ID = "_id";
    private static final String LAST = "last";
    private static final String READS = "reads";
    private static final String UNREAD = "unread";
    private static final String CHANGES = "changes";
    private static final String CHANGE = "change";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final InboxAnnouncer announcer;

    MongoBoxes(MongoOperations mongo, Outbox outbox, InboxAnnouncer announcer) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.announcer = announcer;
    }

    Optional<Box> find(String userId) {
        return Optional.ofNullable(find(List.of(userId)).get(userId));
    }

    Map<String, Box> find(Collection<String> userIds) {
        return mongo.find(Query.query(Criteria.where(ID).in(userIds)), Document.class, COLLECTION).stream()
                .map(MongoBoxes::box)
                .collect(Collectors.toMap(Box::userId, Function.identity()));
    }

    /** The user's box, which is made where there is none. */
    Box of(String userId) {
        return find(userId).orElseGet(() -> made(userId));
    }

    private Box made(String userId) {
        try {
            var empty = new Document(ID, userId)
                    .append(LAST, 0L)
                    .append(READS, 0L)
                    .append(UNREAD, 0L)
                    .append(CHANGES, 0L);
            mongo.insert(empty, COLLECTION);
            return Box.empty(userId);
        } catch (DuplicateKeyException _) {
            return find(userId).orElseGet(() -> Box.empty(userId));
        }
    }

    /**
     * Counts the entry behind the last one.
     *
     * @return false when somebody else has counted one, or all were read meanwhile
     */
    boolean count(Box box, InboxEntry entry, Instant now) {
        return written(box, uncounted(box), counting(List.of(entry)), added(box, List.of(entry), now));
    }

    /**
     * As {@link #count(Box, InboxEntry, Instant)}, of many inboxes at once; where one was not as it was read, it is not
     * known which.
     *
     * @param byUser entries behind the last one, in their order
     * @return the users whose entries are counted now: all of them, or none that is known
     */
    Set<String> count(Map<String, List<InboxEntry>> byUser, Map<String, Box> boxes, Instant now) {
        if (byUser.isEmpty()) {
            return Set.of();
        }
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, COLLECTION);
        byUser.forEach((userId, entries) -> {
            var box = Objects.requireNonNull(boxes.get(userId));
            bulk.updateOne(Query.query(uncounted(box)), outbox.append(counting(entries), added(box, entries, now)));
        });
        var counted = BulkWrites.unordered(bulk).count();
        byUser.keySet().forEach(announcer::written);
        return counted == byUser.size() ? byUser.keySet() : Set.of();
    }

    private static Criteria uncounted(Box box) {
        return Criteria.where(ID)
                .is(box.userId())
                .and(LAST)
                .is(box.last())
                .and(READS)
                .is(box.reads());
    }

    private static Update counting(List<InboxEntry> entries) {
        return new Update().set(LAST, entries.getLast().position()).inc(UNREAD, entries.size());
    }

    private static List<OutboxEvent> added(Box box, List<InboxEntry> entries, Instant now) {
        return entries.stream()
                .map(entry -> event(
                        entry.id(),
                        box,
                        now,
                        new InboxEvent.EntryAdded(
                                entry.userId(), entry.id(), entry.type(), entry.position(), entry.createdAt())))
                .toList();
    }

    /** Marks all as read; false when anything was changed meanwhile. */
    boolean readAll(Box box, Instant now) {
        var unchanged = Criteria.where(ID)
                .is(box.userId())
                .and(LAST)
                .is(box.last())
                .and(READS)
                .is(box.reads())
                .and(CHANGES)
                .is(box.changes());
        var read = new InboxEvent.UnreadChanged(box.userId(), -box.unread(), now);
        return written(
                box,
                unchanged,
                new Update().set(UNREAD, 0L).set(READS, box.reads() + 1),
                List.of(event("reads/" + box.reads(), box, now, read)));
    }

    /**
     * Promises a change to entries.
     *
     * @param difference how many more are unread by it
     * @return false when another change came first
     */
    boolean change(Box box, Change change, long difference, Instant now) {
        var unchanged = Criteria.where(ID)
                .is(box.userId())
                .and(CHANGES)
                .is(box.changes())
                .and(READS)
                .is(box.reads());
        var update = new Update()
                .set(CHANGES, change.number())
                .inc(UNREAD, difference)
                .set(CHANGE, document(change));
        var events = difference == 0
                ? List.<OutboxEvent>of()
                : List.of(event(
                        "changes/" + change.number(),
                        box,
                        now,
                        new InboxEvent.UnreadChanged(box.userId(), difference, now)));
        return written(box, unchanged, update, events);
    }

    void forget(String userId) {
        mongo.remove(Query.query(Criteria.where(ID).is(userId)), COLLECTION);
    }

    private boolean written(Box box, Criteria unchanged, Update update, List<OutboxEvent> events) {
        var result = mongo.updateFirst(Query.query(unchanged), outbox.append(update, events), COLLECTION);
        if (result.getMatchedCount() == 0) {
            return false;
        }
        announcer.written(box.userId());
        return true;
    }

    private static OutboxEvent event(String what, Box box, Instant now, InboxEvent event) {
        var id = Ids.derived("evt_", "inbox/" + box.userId() + "/" + what);
        return new OutboxEvent(id, Topics.NOTIFICATIONS, box.userId(), now, event);
    }

    private static Document document(Change change) {
        return new Document("number", change.number())
                .append(READS, change.reads())
                .append("kind", change.kind().name())
                .append("ids", change.ids());
    }

    private static Box box(Document document) {
        return new Box(
                document.getString(ID),
                document.getLong(LAST),
                document.getLong(READS),
                document.getLong(UNREAD),
                document.getLong(CHANGES),
                change(document.get(CHANGE, Document.class)));
    }

    private static @Nullable Change change(@Nullable Document document) {
        return document == null
                ? null
                : new Change(
                        document.getLong("number"),
                        document.getLong(READS),
                        Kind.valueOf(document.getString("kind")),
                        document.getList("ids", String.class));
    }
}
