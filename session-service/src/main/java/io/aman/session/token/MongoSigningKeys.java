package io.aman.session.token;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccessEvent.SigningKeyRotated;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Keys in the collection {@code signingKeys}: the id is the generation. */
final class MongoSigningKeys implements SigningKeyStore {

    static final String COLLECTION = "signingKeys";

    private static final String SEALED = "sealed";
    private static final String EVENT_KEY = "signing-key";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<Integer> written;

    /** @param written told the id of each key whose outbox was filled */
    MongoSigningKeys(MongoOperations mongo, Outbox outbox, Consumer<Integer> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    @Override
    public List<Stored> all() {
        return mongo.findAll(Document.class, COLLECTION).stream()
                .map(MongoSigningKeys::stored)
                .sorted(Comparator.comparingInt(Stored::generation))
                .toList();
    }

    @Override
    public boolean offer(Stored key, @Nullable SigningKeyRotated told) {
        var events = told == null ? List.<OutboxEvent>of() : List.of(event(key, told));
        try {
            mongo.insert(
                    new Document("_id", key.generation())
                            .append("keyId", key.keyId())
                            .append(SEALED, key.sealed())
                            .append("createdAt", key.createdAt())
                            .append("signsFrom", key.signsFrom())
                            .append("earlierUntil", key.earlierUntil())
                            .append(Outbox.FIELD, outbox.entries(events)),
                    COLLECTION);
        } catch (DuplicateKeyException _) {
            return false;
        }
        written.accept(key.generation());
        return true;
    }

    @Override
    public void reseal(Stored key, String sealed) {
        var unchanged =
                Query.query(where("_id").is(key.generation()).and(SEALED).is(key.sealed()));
        mongo.updateFirst(unchanged, Update.update(SEALED, sealed), COLLECTION);
    }

    @Override
    public void forget(int generation) {
        var told = new Criteria()
                .orOperator(where(Outbox.FIELD).size(0), where(Outbox.FIELD).exists(false));
        mongo.remove(Query.query(where("_id").is(generation).andOperator(told)), COLLECTION);
    }

    private static OutboxEvent event(Stored key, SigningKeyRotated told) {
        return new OutboxEvent(
                Ids.derived("evt_", EVENT_KEY + "/" + key.keyId()), Topics.SESSIONS, EVENT_KEY, key.createdAt(), told);
    }

    private static Stored stored(Document document) {
        var createdAt = document.getDate("createdAt").toInstant();
        return new Stored(
                document.getInteger("_id"),
                document.getString("keyId"),
                document.getString(SEALED),
                createdAt,
                orElse(document.getDate("signsFrom"), createdAt),
                orElse(document.getDate("earlierUntil"), createdAt));
    }

    /** The first key of older installations says only when it was made. */
    private static Instant orElse(@Nullable Date date, Instant otherwise) {
        return date == null ? otherwise : date.toInstant();
    }
}
