package io.aman.security.challenge;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Used solutions in {@code solvedChallenges}; and in {@code challengeKeys} the one key, which the first instance makes. It
 * guards nothing but work: whoever reads the database spares themselves some hashes.
 */
final class MongoSolvedChallenges implements SolvedChallenges {

    static final String COLLECTION = "solvedChallenges";
    static final String KEYS = "challengeKeys";
    private static final String KEY_ID = "proof-of-work";
    private static final String KEY = "key";
    private static final String PURGE_AT = "purgeAt";
    private static final int KEY_BYTES = 32;

    private final MongoOperations mongo;
    private final Clock clock;
    private volatile byte @Nullable [] key;

    MongoSolvedChallenges(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(PURGE_AT, Sort.Direction.ASC));
    }

    @Override
    public byte[] signingKey() {
        var known = key;
        if (known == null) {
            known = stored();
            key = known;
        }
        return known;
    }

    private byte[] stored() {
        var fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            mongo.insert(new Document("_id", KEY_ID).append(KEY, new Binary(fresh)), KEYS);
            return fresh;
        } catch (DuplicateKeyException _) {
            var document = mongo.findById(KEY_ID, Document.class, KEYS);
            if (document == null) {
                throw new IllegalStateException("the key of challenges was removed");
            }
            return document.get(KEY, Binary.class).getData();
        }
    }

    @Override
    public boolean isFirst(String challenge, Instant until) {
        try {
            mongo.insert(new Document("_id", challenge).append(PURGE_AT, until), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    void purge() {
        mongo.remove(Query.query(where(PURGE_AT).lte(clock.instant())), COLLECTION);
    }
}
