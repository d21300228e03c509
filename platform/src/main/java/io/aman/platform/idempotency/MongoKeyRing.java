package io.aman.platform.idempotency;

import java.util.Date;
import java.util.HashMap;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;

/**
 * How a {@link KeyRing} lies in its document. The answers lie beside the keys: who reads the document for anything but
 * an answer leaves them out.
 */
public final class MongoKeyRing {

    /** By key id: whose it is and how it stands. */
    public static final String KEYS = "keys";

    /** By key id: what was answered. */
    public static final String ANSWERS = "answers";

    /** The id of the key that made the document. */
    public static final String MAKER = "madeUnder";

    private MongoKeyRing() {}

    /** One document for each key that makes one. */
    public static Index makers() {
        return new Index(MAKER, Sort.Direction.ASC).unique().sparse();
    }

    public static KeyRing read(@Nullable Document keys, @Nullable String maker) {
        if (keys == null) {
            return maker == null ? KeyRing.empty() : new KeyRing(new HashMap<>(), maker);
        }
        var read = HashMap.<String, KeptKey>newHashMap(keys.size());
        for (var id : keys.keySet()) {
            read.put(id, key(keys.get(id, Document.class)));
        }
        return new KeyRing(read, maker);
    }

    /** What to insert with a document that is made; null where it has no keys. */
    public static @Nullable Document whole(KeyRing ring) {
        var keys = new Document();
        ring.keys().forEach((id, key) -> keys.append(id, document(key)));
        return keys.isEmpty() ? null : keys;
    }

    /** Adds what has changed. */
    public static Update append(Update update, KeyRing ring) {
        for (var id : ring.written()) {
            update.set(KEYS + "." + id, document(ring.key(id)));
        }
        for (var id : ring.removed()) {
            update.unset(KEYS + "." + id).unset(ANSWERS + "." + id);
        }
        ring.answers().forEach((id, answer) -> update.set(ANSWERS + "." + id, document(answer)));
        return ring.isMakerGone() ? update.unset(MAKER) : update;
    }

    /** Forgets all of them; later calls of the same key are new ones. */
    public static Update forget(Update update) {
        return update.unset(KEYS).unset(ANSWERS).unset(MAKER);
    }

    /** @param document read with {@code answers}, or with the one of this key */
    public static Optional<KeptAnswer> answer(@Nullable Document document, HeldKey<?> key) {
        return Optional.ofNullable(document)
                .map(found -> found.get(ANSWERS, Document.class))
                .map(answers -> answers.get(key.id(), Document.class))
                .map(answer -> new KeptAnswer(
                        answer.getInteger("status"), answer.getString("location"), answer.getString("body")));
    }

    private static KeptKey key(Document document) {
        var lease = document.getDate("leaseUntil");
        return new KeptKey(
                document.getString("body"),
                document.getString("operation"),
                lease == null ? null : lease.toInstant(),
                document.getDate("expiresAt").toInstant());
    }

    private static Document document(KeptKey key) {
        var document = new Document("body", key.bodyHash())
                .append("operation", key.operation())
                .append("expiresAt", Date.from(key.expiresAt()));
        return key.leaseUntil() == null ? document : document.append("leaseUntil", Date.from(key.leaseUntil()));
    }

    private static Document document(KeptAnswer answer) {
        var document = new Document("status", answer.status()).append("body", answer.body());
        return answer.location() == null ? document : document.append("location", answer.location());
    }
}
