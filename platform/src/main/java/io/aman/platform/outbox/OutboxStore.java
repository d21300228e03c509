package io.aman.platform.outbox;

import io.aman.events.EventCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
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

    /** A document with an outbox. */
    record Aggregate(String collection, Object id) {}

    /** What Kafka has of a document's events, by their ids. */
    record Published(Aggregate aggregate, List<String> entries) {}

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

    /** The events that wait in each of these documents, oldest first, as they are stored; one read a collection. */
    List<List<Document>> waiting(List<Aggregate> aggregates) {
        var found = new HashMap<Aggregate, List<Document>>();
        byCollection(aggregates, Aggregate::collection).forEach((collection, some) -> {
            var query = Query.query(
                    Criteria.where("_id").in(some.stream().map(Aggregate::id).toList()));
            query.fields().include(Outbox.FIELD);
            for (var document : mongo.find(query, Document.class, collection)) {
                found.put(
                        new Aggregate(collection, Objects.requireNonNull(document.get("_id"))),
                        document.getList(Outbox.FIELD, Document.class, List.of()));
            }
        });
        return aggregates.stream()
                .map(aggregate -> found.getOrDefault(aggregate, List.of()))
                .toList();
    }

    /** Takes out what is published; one command a collection. */
    void remove(List<Published> published) {
        byCollection(published, one -> one.aggregate().collection()).forEach((collection, some) -> {
            var updates = mongo.bulkOps(BulkMode.UNORDERED, collection);
            some.forEach(one -> updates.updateOne(
                    Query.query(Criteria.where("_id").is(one.aggregate().id())),
                    new Update().pull(Outbox.FIELD, new Document("id", new Document("$in", one.entries())))));
            updates.execute();
        });
    }

    private static <T> Map<String, List<T>> byCollection(List<T> all, Function<T, String> collection) {
        return all.stream().collect(Collectors.groupingBy(collection));
    }

    /** Reads one event as it is stored. */
    static Entry entry(Document document) {
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
