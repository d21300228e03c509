package io.aman.platform.outbox;

import io.aman.events.EventCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The outbox arrays in MongoDB, as the relay sees them. */
final class OutboxStore {

    private static final String HEADERS = "headers";
    private static final String ENTRY_ID = Outbox.FIELD + ".id";
    private static final String ENTRY_TIME = Outbox.FIELD + "." + HEADERS + "." + EventCodec.TIME;

    /** One event as it lies in the array. */
    record Entry(String id, String topic, String key, Map<String, String> headers, String data) {}

    private final MongoOperations mongo;

    OutboxStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Makes finding non-empty outboxes cheap: only they are in the sparse index. */
    void declareIndex(String collection) {
        mongo.indexOps(collection).createIndex(new Index(ENTRY_ID, Sort.Direction.ASC).sparse());
    }

    /** Ids of documents that have something to publish. */
    List<Object> pending(String collection, int limit) {
        var query = Query.query(Criteria.where(ENTRY_ID).exists(true)).limit(limit);
        query.fields().include("_id");
        return mongo.find(query, Document.class, collection).stream()
                .map(document -> document.get("_id"))
                .toList();
    }

    /** How many documents have something to publish. */
    long countPending(String collection) {
        return mongo.count(Query.query(Criteria.where(ENTRY_ID).exists(true)), collection);
    }

    /** When the oldest event of each document happened that has something to publish; empty where it does not say. */
    List<Optional<Instant>> oldest(String collection, int limit) {
        var query = Query.query(Criteria.where(ENTRY_ID).exists(true)).limit(limit);
        query.fields().include(ENTRY_TIME);
        return mongo.find(query, Document.class, collection).stream()
                .map(OutboxStore::oldest)
                .toList();
    }

    private static Optional<Instant> oldest(Document document) {
        return document.getList(Outbox.FIELD, Document.class, List.of()).stream()
                .map(entry -> entry.getEmbedded(List.of(HEADERS, EventCodec.TIME), String.class))
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .min(Instant::compareTo);
    }

    /** The events of one document that wait, oldest first. */
    List<Entry> waiting(String collection, Object id) {
        var query = byId(id);
        query.fields().include(Outbox.FIELD);
        var document = mongo.findOne(query, Document.class, collection);
        return document == null
                ? List.of()
                : document.getList(Outbox.FIELD, Document.class, List.of()).stream()
                        .map(OutboxStore::entry)
                        .toList();
    }

    void remove(String collection, Object id, String entryId) {
        mongo.updateFirst(byId(id), new Update().pull(Outbox.FIELD, new Document("id", entryId)), collection);
    }

    private static Query byId(Object id) {
        return Query.query(Criteria.where("_id").is(id));
    }

    private static Entry entry(Document document) {
        var headers = document.get(HEADERS, Document.class).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, header -> (String) header.getValue()));
        return new Entry(
                document.getString("id"),
                document.getString("topic"),
                document.getString("key"),
                headers,
                document.getString("data"));
    }
}
