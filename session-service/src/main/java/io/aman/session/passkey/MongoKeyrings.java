package io.aman.session.passkey;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.DomainEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.Change;
import io.aman.platform.write.VersionedDocuments;
import io.aman.platform.write.VersionedDocuments.Form;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Keyrings in the collection {@code passkeys}, one document a person; every change is one conditional update that carries
 * its events.
 */
final class MongoKeyrings implements Keyrings {

    static final String COLLECTION = "passkeys";

    private static final String HANDLE = "handle";
    private static final String CREDENTIAL = "credentials";
    private static final int HANDLE_BYTES = 32;

    private static final Form<Keyring> FORM = new Form<>(
            _ -> {
                throw new PasskeyError.NotFound();
            },
            MongoKeyrings::keyring,
            MongoKeyrings::fields,
            Set.of(MongoPasskeyDocument.KEYS, CREDENTIAL));

    private final SecureRandom random = new SecureRandom();
    private final MongoOperations mongo;
    private final VersionedDocuments<Keyring> documents;
    private final Clock clock;

    /** @param written told the id of each person whose outbox was filled */
    MongoKeyrings(MongoOperations mongo, Outbox outbox, Consumer<String> written, Clock clock) {
        this.mongo = mongo;
        this.documents = new VersionedDocuments<>(mongo, COLLECTION, outbox, written, FORM);
        this.clock = clock;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(HANDLE, Sort.Direction.ASC).unique());
        indexes.createIndex(new Index(CREDENTIAL, Sort.Direction.ASC).unique().sparse());
    }

    @Override
    public Optional<Keyring> of(String userId) {
        return documents.find(userId);
    }

    @Override
    public Optional<Keyring> byHandle(String handle) {
        var query = Query.query(where(HANDLE).is(handle));
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
        return documents.add(userId, ring, List.of())
                ? ring
                : of(userId).orElseThrow(() -> new IllegalStateException("a keyring came and went"));
    }

    @Override
    public boolean knows(String credentialId) {
        return mongo.exists(Query.query(where(CREDENTIAL).is(credentialId)), COLLECTION);
    }

    @Override
    public Keyring change(String userId, UnaryOperator<Keyring> rule, Told told) {
        try {
            return documents.change(userId, before -> {
                var after = rule.apply(before);
                var events = after.equals(before) ? List.<DomainEvent>of() : told.of(before, after);
                return new Change<>(after, events, after).telling(event -> told(userId, event));
            });
        } catch (DuplicateKeyException _) {
            throw new PasskeyError.AlreadyRegistered();
        }
    }

    @Override
    public void tell(String userId, DomainEvent event) {
        documents.tell(userId, told(userId, event));
    }

    private OutboxEvent told(String userId, DomainEvent event) {
        return new OutboxEvent(Ids.random("evt_"), Topics.SESSIONS, userId, clock.instant(), event);
    }

    /** Who has no key has no credentials either, rather than an empty list like everybody else's. */
    private static Document fields(Keyring ring) {
        var hasKeys = !ring.keys().isEmpty();
        return new Document(HANDLE, ring.handle())
                .append(MongoPasskeyDocument.KEYS, hasKeys ? list(ring, MongoPasskeyDocument::of) : null)
                .append(CREDENTIAL, hasKeys ? list(ring, Passkey::credentialId) : null);
    }

    private static <T> List<T> list(Keyring ring, Function<Passkey, T> form) {
        return ring.keys().stream().map(form).toList();
    }

    private static Keyring keyring(Document document) {
        var keys = document.getList(MongoPasskeyDocument.KEYS, Document.class, List.of());
        return new Keyring(
                document.getString("_id"),
                document.getString(HANDLE),
                keys.stream().map(MongoPasskeyDocument::passkey).toList());
    }
}
