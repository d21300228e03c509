package io.aman.session.login;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.LoginEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.session.session.RefusedSignIns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** Failures in the collection {@code loginAttempts}. */
final class MongoFailedLogins implements FailedLogins {

    static final String COLLECTION = "loginAttempts";

    private static final String ACCOUNT_KEY = "accountKey";
    private static final String AT = "at";
    private static final String PURGE_AT = "purgeAt";

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
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PURGE_AT, Sort.Direction.ASC).expire(Duration.ZERO));
        indexes.createIndex(new Index(ACCOUNT_KEY, Sort.Direction.ASC).on(AT, Sort.Direction.ASC));
    }

    @Override
    public void add(LoginEvent.Failed failure) {
        var id = Ids.random("lgf_");
        var event =
                new OutboxEvent(Ids.derived("evt_", id), Topics.LOGINS, failure.accountKey(), failure.at(), failure);
        mongo.insert(
                new Document("_id", id)
                        .append("attemptId", failure.attemptId())
                        .append(ACCOUNT_KEY, failure.accountKey())
                        .append("userId", failure.userId())
                        .append("reason", failure.reason())
                        .append("address", failure.address())
                        .append("userAgent", failure.userAgent())
                        .append(AT, failure.at())
                        .append(PURGE_AT, failure.at().plus(KEPT))
                        .append(Outbox.FIELD, outbox.entries(List.of(event))),
                COLLECTION);
        written.accept(id);
    }

    @Override
    public long count(String accountKey, Instant since) {
        var these = where(ACCOUNT_KEY).is(accountKey).and(AT).gte(since);
        return mongo.count(Query.query(these).limit(RefusedSignIns.MOST), COLLECTION);
    }

    @Override
    public long removeOver(Instant now) {
        var over = where(PURGE_AT).lt(now).and(Outbox.FIELD).size(0);
        return mongo.remove(Query.query(over), COLLECTION).getDeletedCount();
    }
}
