package io.aman.session.identity.oidc;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.session.identity.Vouched;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** Who came back and has not collected yet, in the collection {@code arrivals}; only the code's hash is stored. */
final class MongoArrivals {

    static final String COLLECTION = "arrivals";

    private static final int MAX_CODE = 64;

    private final MongoOperations mongo;
    private final Duration lifetime;
    private final Clock clock;

    MongoArrivals(MongoOperations mongo, Duration lifetime, Clock clock) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("purgeAt", Sort.Direction.ASC).expire(Duration.ZERO));
    }

    Secret add(Vouched vouched) {
        var code = Secret.of(Ids.random("arr_"));
        mongo.insert(
                new Document("_id", id(code))
                        .append("userId", vouched.userId())
                        .append("authenticatedAt", vouched.authenticatedAt())
                        .append("methods", vouched.methods())
                        .append("identitySession", vouched.identitySession())
                        .append("arrivedAt", vouched.arrivedAt())
                        .append("purgeAt", vouched.arrivedAt().plus(lifetime)),
                COLLECTION);
        return code;
    }

    /** Takes it away: of those who ask at once, one gets it. */
    Optional<Vouched> take(Secret code) {
        if (code.reveal().length() > MAX_CODE) {
            return Optional.empty();
        }
        var taken = mongo.findAndRemove(Query.query(where("_id").is(id(code))), Document.class, COLLECTION);
        return Optional.ofNullable(taken)
                .filter(document ->
                        clock.instant().isBefore(document.getDate("purgeAt").toInstant()))
                .map(MongoArrivals::vouched);
    }

    private static String id(Secret code) {
        return Ids.derived("arr_", code.reveal());
    }

    private static Vouched vouched(Document document) {
        return new Vouched(
                document.getString("userId"),
                document.getDate("authenticatedAt").toInstant(),
                document.getList("methods", String.class),
                document.getString("identitySession"),
                document.getDate("arrivedAt").toInstant());
    }
}
