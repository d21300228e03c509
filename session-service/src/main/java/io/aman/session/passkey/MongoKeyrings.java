package io.aman.session.passkey;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.ConditionalWrites;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Keyrings in the collection {@code passkeys}, one document a person; every change is one conditional update that carries
 * its events.
 */
final class MongoKeyrings implements Keyrings {

    static final String COLLECTION = "passkeys";

    private static final String ID = "_id";
    private static final String HANDLE = "handle";
    private static final String VERSION = "version";
    private static final String CREDENTIAL = "credentials";
    private static final int HANDLE_BYTES = 32;

    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final SecureRandom random = new SecureRandom();
    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoKeyrings(MongoOperations mongo, Outbox outbox, Consumer<String> written, Clock clock) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.clock = clock;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(HANDLE, Sort.Direction.ASC).unique());
        // Sparse: who has no key has no such field, rather than an empty one like everybody else's.
        indexes.createIndex(new Index(CREDENTIAL, Sort.Direction.ASC).unique().sparse());
    }

    @Override
    public Optional<Keyring> of(String userId) {
        return found(byId(userId));
    }

    @Override
    public Optional<Keyring> byHandle(String handle) {
        return found(Query.query(where(HANDLE).is(handle)));
    }

    private Optional<Keyring> found(Query query) {
        return Optional.ofNullable(mongo.findOne(query, Document.class, COLLECTION))
                .map(MongoKeyrings::keyring);
    }

    @Override
    public Keyring begun(String userId) {
        return of(userId).orElseGet(() -> begin(userId));
    }

    private Keyring begin(String userId) {
        var handle = new byte[HANDLE_BYTES];
        random.nextBytes(handle);
        var ring = new Keyring(userId, Base64.getUrlEncoder().withoutPadding().encodeToString(handle), List.of());
        try {
            mongo.insert(
                    new Document(ID, userId)
                            .append(HANDLE, ring.handle())
                            .append(VERSION, 0L)
                            .append(Outbox.FIELD, List.of()),
                    COLLECTION);
            return ring;
        } catch (DuplicateKeyException _) {
            return of(userId).orElseThrow(() -> new IllegalStateException("a keyring came and went"));
        }
    }

    @Override
    public boolean knows(String credentialId) {
        return mongo.exists(Query.query(where(CREDENTIAL).is(credentialId)), COLLECTION);
    }

    @Override
    public Keyring change(String userId, UnaryOperator<Keyring> rule, Told told) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var document = mongo.findOne(byId(userId), Document.class, COLLECTION);
                    if (document == null) {
                        throw new PasskeyError.NotFound();
                    }
                    var before = keyring(document);
                    var after = rule.apply(before);
                    if (after.equals(before)) {
                        return Optional.of(before);
                    }
                    return replaced(document.getLong(VERSION), after, told.of(before, after))
                            ? Optional.of(after)
                            : Optional.empty();
                })
                .orElseThrow(() -> new IllegalStateException("too many change the passkeys of %s".formatted(userId)));
    }

    private boolean replaced(long version, Keyring ring, List<DomainEvent> events) {
        var change = new Update().set(VERSION, version + 1);
        if (ring.keys().isEmpty()) {
            change.unset(MongoPasskeyDocument.KEYS).unset(CREDENTIAL);
        } else {
            change.set(
                    MongoPasskeyDocument.KEYS,
                    ring.keys().stream().map(MongoPasskeyDocument::of).toList());
            change.set(
                    CREDENTIAL, ring.keys().stream().map(Passkey::credentialId).toList());
        }
        outbox.append(
                change, events.stream().map(event -> told(ring.userId(), event)).toList());
        var unchanged = byId(ring.userId()).addCriteria(where(VERSION).is(version));
        try {
            var done = mongo.updateFirst(unchanged, change, COLLECTION).getMatchedCount() == 1;
            if (done && !events.isEmpty()) {
                written.accept(ring.userId());
            }
            return done;
        } catch (DuplicateKeyException _) {
            throw new PasskeyError.AlreadyRegistered();
        }
    }

    @Override
    public void tell(String userId, DomainEvent event) {
        var change = outbox.append(new Update(), List.of(told(userId, event)));
        if (mongo.updateFirst(byId(userId), change, COLLECTION).getMatchedCount() == 1) {
            written.accept(userId);
        }
    }

    private OutboxEvent told(String userId, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, clock.instant(), event);
    }

    private static Query byId(String userId) {
        return Query.query(where(ID).is(userId));
    }

    private static Keyring keyring(Document document) {
        var keys = document.getList(MongoPasskeyDocument.KEYS, Document.class, List.of());
        return new Keyring(
                document.getString(ID),
                document.getString(HANDLE),
                keys.stream().map(MongoPasskeyDocument::passkey).toList());
    }
}
