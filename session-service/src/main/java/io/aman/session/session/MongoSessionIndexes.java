package io.aman.session.session;

import java.time.Duration;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.index.IndexDefinition;

/** What sessions are found by. */
final class MongoSessionIndexes {

    /** How long the record of a past session is kept. */
    static final Duration KEPT = Duration.ofDays(30);

    private MongoSessionIndexes() {}

    static void declare(MongoOperations mongo) {
        var indexes = mongo.indexOps(MongoSessionDocument.COLLECTION);
        indexes.createIndex(newestFirst(new Document(MongoSessionDocument.USER, 1)));
        indexes.createIndex(newestFirst(new Document(MongoSessionDocument.ADDRESS, 1)));
        indexes.createIndex(newestFirst(new Document()));
        indexes.createIndex(new Index(MongoSessionDocument.IDENTITY_SESSION, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(MongoSessionDocument.ACTOR, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(MongoSessionDocument.EXPIRES_AT, Sort.Direction.ASC).expire(KEPT));
    }

    private static IndexDefinition newestFirst(Document keys) {
        return new CompoundIndexDefinition(
                keys.append(MongoSessionDocument.CREATED_AT, -1).append(MongoSessionDocument.ID, -1));
    }
}
