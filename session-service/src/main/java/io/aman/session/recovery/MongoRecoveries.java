package io.aman.session.recovery;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccountEvent;
import io.aman.events.DomainEvent;
import io.aman.events.RecoveryEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.recovery.Recovery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** In the collection {@code recoveries}, one document a person; every change is one conditional update. */
final class MongoRecoveries implements Recoveries {

    static final String COLLECTION = "recoveries";

    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String STATE = "state";
    private static final String TOKEN = "token";
    private static final String REQUESTED_AT = "requestedAt";
    private static final String AVAILABLE_AT = "availableAt";
    private static final String EXPIRES_AT = "expiresAt";

    private static final int MAX_TOKEN = 64;
    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id of each person whose outbox was filled */
    MongoRecoveries(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        // Sparse: most have no link that is open.
        mongo.indexOps(COLLECTION)
                .createIndex(new Index(TOKEN, Sort.Direction.ASC).unique().sparse());
    }

    @Override
    public void open(
            String userId, Secret token, Instant availableAt, Instant expiresAt, RecoveryEvent.RecoveryRequested told) {
        var facts = new Document(STATE, State.WAITING.name())
                .append(TOKEN, hash(token))
                .append(REQUESTED_AT, told.at())
                .append(AVAILABLE_AT, availableAt)
                .append(EXPIRES_AT, expiresAt);
        ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = of(userId);
                    var done = before.isEmpty() ? added(userId, facts, told) : replaced(before.get(), facts, told);
                    return done ? Optional.of(userId) : Optional.empty();
                })
                .ifPresentOrElse(written, () -> {
                    throw new IllegalStateException("too many open a recovery of %s".formatted(userId));
                });
    }

    private boolean added(String userId, Document facts, AccountEvent told) {
        var document = new Document(ID, userId).append(VERSION, 0L);
        document.putAll(facts);
        try {
            mongo.insert(document.append(Outbox.FIELD, outbox.entries(List.of(event(told)))), COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean replaced(Recovery before, Document facts, AccountEvent told) {
        var change = new Update();
        facts.forEach(change::set);
        return changed(before, outbox.append(change, List.of(event(told))));
    }

    @Override
    public Optional<Recovery> of(String userId) {
        return found(Query.query(where(ID).is(userId)));
    }

    @Override
    public Optional<Recovery> byToken(Secret token) {
        return token.reveal().length() > MAX_TOKEN
                ? Optional.empty()
                : found(Query.query(where(TOKEN).is(hash(token))));
    }

    private Optional<Recovery> found(Query query) {
        return Optional.ofNullable(mongo.findOne(query, Document.class, COLLECTION))
                .map(MongoRecoveries::recovery);
    }

    @Override
    public boolean move(Recovery from, State to) {
        return changed(from, new Update().set(STATE, to.name()));
    }

    @Override
    public boolean close(Recovery from, State to, DomainEvent told, Instant at) {
        var change = new Update().set(STATE, to.name()).unset(TOKEN);
        var done = changed(from, outbox.append(change, List.of(event(from.userId(), told, at))));
        if (done) {
            written.accept(from.userId());
        }
        return done;
    }

    private boolean changed(Recovery from, Update change) {
        var unchanged = Query.query(where(ID).is(from.userId()).and(VERSION).is(from.version()));
        return mongo.updateFirst(unchanged, change.set(VERSION, from.version() + 1), COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private static OutboxEvent event(AccountEvent told) {
        return event(told.userId(), told, told.at());
    }

    private static OutboxEvent event(String userId, DomainEvent told, Instant at) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, at, told);
    }

    private static String hash(Secret token) {
        return Ids.derived("", token.reveal());
    }

    private static Recovery recovery(Document document) {
        return new Recovery(
                document.getString(ID),
                document.getLong(VERSION),
                State.valueOf(document.getString(STATE)),
                document.getDate(REQUESTED_AT).toInstant(),
                document.getDate(AVAILABLE_AT).toInstant(),
                document.getDate(EXPIRES_AT).toInstant());
    }
}
