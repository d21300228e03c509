package io.aman.session.mfa;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.AccountEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Factors in the collection {@code factors}; every change is one conditional update that carries its events. */
final class MongoFactors implements FactorRecords {

    static final String COLLECTION = "factors";

    private static final String VERSION = "version";
    private static final int MAX_TRIES = 200;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id of each person whose outbox was filled */
    MongoFactors(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(MongoFactorDocument.KEYS, Sort.Direction.ASC).sparse());
    }

    @Override
    public Factors of(String userId) {
        var document = read(userId);
        return document == null ? Factors.none(userId) : MongoFactorDocument.factors(document);
    }

    @Override
    public <T> T change(String userId, Rule<T> rule) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var document = read(userId);
                    var before = document == null ? Factors.none(userId) : MongoFactorDocument.factors(document);
                    var change = rule.apply(before);
                    var nothing = change.after().equals(before) && change.told().isEmpty();
                    return nothing || stored(document, change) ? Optional.of(change) : Optional.empty();
                })
                .orElseThrow(
                        () -> new IllegalStateException("too many change the factors of %s at once".formatted(userId)))
                .result();
    }

    /** Whose secrets lie under one of these keys. */
    List<String> sealedUnder(List<String> keyIds, int most) {
        var query = Query.query(where(MongoFactorDocument.KEYS).in(keyIds)).limit(most);
        query.fields().include("_id");
        return mongo.find(query, Document.class, COLLECTION).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    private @Nullable Document read(String userId) {
        return mongo.findOne(Query.query(where("_id").is(userId)), Document.class, COLLECTION);
    }

    private boolean stored(@Nullable Document before, Change<?> change) {
        var told = change.told().stream().map(MongoFactors::event).toList();
        var done =
                before == null ? added(change.after(), told) : replaced(before.getLong(VERSION), change.after(), told);
        if (done && !told.isEmpty()) {
            written.accept(change.after().userId());
        }
        return done;
    }

    private boolean added(Factors factors, List<OutboxEvent> told) {
        try {
            mongo.insert(
                    MongoFactorDocument.of(factors)
                            .append("_id", factors.userId())
                            .append(VERSION, 0L)
                            .append(Outbox.FIELD, outbox.entries(told)),
                    COLLECTION);
            return true;
        } catch (DuplicateKeyException _) {
            return false;
        }
    }

    private boolean replaced(long version, Factors factors, List<OutboxEvent> told) {
        var change = new Update().set(VERSION, version + 1);
        MongoFactorDocument.of(factors).forEach(change::set);
        outbox.append(change, told);
        var unchanged =
                Query.query(where("_id").is(factors.userId()).and(VERSION).is(version));
        return mongo.updateFirst(unchanged, change, COLLECTION).getMatchedCount() == 1;
    }

    private static OutboxEvent event(AccountEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, event.userId(), event.at(), event);
    }
}
