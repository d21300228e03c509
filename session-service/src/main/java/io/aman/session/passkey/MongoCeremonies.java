package io.aman.session.passkey;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.session.passkey.Ceremony.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** In the collection {@code passkeyCeremonies}, by a hash of the challenge. */
final class MongoCeremonies implements Ceremonies {

    static final String COLLECTION = "passkeyCeremonies";

    private static final String EXPIRES_AT = "expiresAt";

    private final MongoOperations mongo;
    private final Clock clock;

    MongoCeremonies(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(EXPIRES_AT, Sort.Direction.ASC).expire(Duration.ZERO));
    }

    @Override
    public void begin(Ceremony ceremony) {
        mongo.insert(
                new Document("_id", id(ceremony.challenge()))
                        .append("challenge", ceremony.challenge())
                        .append("kind", ceremony.kind().name())
                        .append("userId", ceremony.userId())
                        .append("challengeId", ceremony.challengeId())
                        .append(EXPIRES_AT, ceremony.expiresAt()),
                COLLECTION);
    }

    @Override
    public Optional<Ceremony> take(String challenge, Kind kind) {
        var taken = mongo.findAndRemove(
                Query.query(where("_id").is(id(challenge)).and("kind").is(kind.name())), Document.class, COLLECTION);
        return Optional.ofNullable(taken)
                .map(MongoCeremonies::ceremony)
                .filter(ceremony -> clock.instant().isBefore(ceremony.expiresAt()));
    }

    @Override
    public long removeOver(Instant now) {
        return mongo.remove(Query.query(where(EXPIRES_AT).lt(now)), COLLECTION).getDeletedCount();
    }

    private static String id(String challenge) {
        return Ids.derived("pkc_", challenge);
    }

    private static Ceremony ceremony(Document document) {
        return new Ceremony(
                document.getString("challenge"),
                Kind.valueOf(document.getString("kind")),
                document.getString("userId"),
                document.getString("challengeId"),
                document.getDate(EXPIRES_AT).toInstant());
    }
}
