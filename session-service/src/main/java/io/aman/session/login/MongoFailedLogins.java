package io.aman.session.login;

import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;

/** Failures in the collection {@code loginAttempts}. */
final class MongoFailedLogins implements FailedLogins {

    static final String COLLECTION = "loginAttempts";

    /** How long they are kept, where the database clears up. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id of each document whose outbox was filled */
    MongoFailedLogins(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("purgeAt", Sort.Direction.ASC).expire(Duration.ZERO));
    }

    @Override
    public void add(LoginEvent.Failed failure) {
        var id = Ids.random("lgf_");
        var event =
                new OutboxEvent(Ids.derived("evt_", id), Topics.LOGINS, failure.accountKey(), failure.at(), failure);
        mongo.insert(
                new Document("_id", id)
                        .append("attemptId", failure.attemptId())
                        .append("accountKey", failure.accountKey())
                        .append("userId", failure.userId())
                        .append("reason", failure.reason())
                        .append("address", failure.address())
                        .append("userAgent", failure.userAgent())
                        .append("at", failure.at())
                        .append("purgeAt", failure.at().plus(KEPT))
                        .append(Outbox.FIELD, outbox.entries(List.of(event))),
                COLLECTION);
        written.accept(id);
    }
}
