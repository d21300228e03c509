package io.aman.session.token;

import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** Keys in the collection {@code signingKeys}: the id is the generation. */
final class MongoSigningKeys implements SigningKeyStore {

    private static final String COLLECTION = "signingKeys";

    private final MongoOperations mongo;

    MongoSigningKeys(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<Stored> all() {
        return mongo.findAll(Document.class, COLLECTION).stream()
                .map(document -> new Stored(
                        document.getInteger("_id"),
                        document.getString("keyId"),
                        document.getString("sealed"),
                        document.getDate("createdAt").toInstant()))
                .sorted(Comparator.comparingInt(Stored::generation))
                .toList();
    }

    @Override
    public void offer(Stored key) {
        try {
            mongo.insert(
                    new Document("_id", key.generation())
                            .append("keyId", key.keyId())
                            .append("sealed", key.sealed())
                            .append("createdAt", key.createdAt()),
                    COLLECTION);
        } catch (DuplicateKeyException _) {
            // another instance starts as well and was faster
        }
    }
}
