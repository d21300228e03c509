package io.aman.platform.outbox;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.platform.observability.Traces;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Writes events into the {@code outbox} array of the document whose change they tell, in the same update.
 *
 * <p>Nobody else writes that array: a document saved whole would bring published events back.
 */
public final class Outbox {

    /** The array's name in every aggregate's document. */
    public static final String FIELD = "outbox";

    private static final int REMOVED_AT_ONCE = 1_000;

    private final EventCodec codec = new EventCodec();
    private final String source;
    private final Traces traces;

    /** @param source the service's name, such as {@code payment-service} */
    public Outbox(String source, Traces traces) {
        this.source = "/" + source;
        this.traces = traces;
    }

    /** Adds the events to {@code update}, behind those that are still waiting. */
    public Update append(Update update, List<OutboxEvent> events) {
        if (!events.isEmpty()) {
            update.push(FIELD).each(entries(events).toArray());
        }
        return update;
    }

    /** The array's content for a document that is about to be inserted. */
    public List<Document> entries(List<OutboxEvent> events) {
        return events.stream().map(this::entry).toList();
    }

    /** Documents of these ids that have told all they promised: only those may be deleted. */
    public static Criteria toldAll(Collection<?> ids) {
        return Criteria.where("_id").in(ids).and(FIELD + ".0").exists(false);
    }

    /**
     * Removes all documents that these are but those that have not told yet what they promised. It goes by batches, so
     * that no single command takes long.
     *
     * @param which served by an index
     */
    public static void removeTold(MongoOperations mongo, Criteria which, String collection) {
        var batch = Query.query(which).limit(REMOVED_AT_ONCE);
        batch.fields().include("_id");
        long removed;
        do {
            var ids = mongo.find(batch, Document.class, collection).stream()
                    .map(found -> found.get("_id"))
                    .toList();
            removed = mongo.remove(Query.query(toldAll(ids)), collection).getDeletedCount();
        } while (removed > 0);
    }

    /**
     * Removes these as {@link #removeTold} does.
     *
     * @return whether none of them is left
     */
    public static boolean eraseTold(MongoOperations mongo, Criteria which, String collection) {
        removeTold(mongo, which, collection);
        return !mongo.exists(Query.query(which), collection);
    }

    private Document entry(OutboxEvent event) {
        var envelope = new EventEnvelope<>(event.id(), source, event.key(), event.time(), event.event());
        var headers = new Document();
        codec.headers(envelope).forEach(headers::append);
        var traceparent = traces.current();
        if (traceparent != null) {
            headers.append(Traces.TRACEPARENT, traceparent);
        }
        return new Document("id", event.id())
                .append("topic", event.topic())
                .append("key", event.key())
                .append("headers", headers)
                .append("data", new String(codec.write(event.event()), StandardCharsets.UTF_8));
    }
}
