package io.aman.session.password;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.Ids;
import io.aman.session.identity.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** In the collection {@code passwordResetRequests}, which is empty but for a moment. */
final class MongoResetRequests implements ResetRequests {

    static final String COLLECTION = "passwordResetRequests";

    private static final String TAKEN_UNTIL = "takenUntil";
    private static final Duration TAKEN = Duration.ofMinutes(1);

    private final MongoOperations mongo;

    MongoResetRequests(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(TAKEN_UNTIL, Sort.Direction.ASC));
    }

    @Override
    public Request add(EmailAddress email, String address, Instant now) {
        var request = new Request(Ids.random("rrq_"), email.value(), address, now);
        mongo.insert(
                new Document("_id", request.id())
                        .append("email", request.email())
                        .append("address", address)
                        .append("at", now)
                        .append(TAKEN_UNTIL, now.plus(TAKEN)),
                COLLECTION);
        return request;
    }

    @Override
    public Optional<Request> takeOne(Instant now) {
        var free = Query.query(where(TAKEN_UNTIL).lt(now)).with(Sort.by(TAKEN_UNTIL));
        var taken = Update.update(TAKEN_UNTIL, now.plus(TAKEN));
        return Optional.ofNullable(mongo.findAndModify(free, taken, Document.class, COLLECTION))
                .map(document -> new Request(
                        document.getString("_id"),
                        document.getString("email"),
                        document.getString("address"),
                        document.getDate("at").toInstant()));
    }

    @Override
    public void remove(Request request) {
        mongo.remove(Query.query(where("_id").is(request.id())), COLLECTION);
    }
}
