package io.aman.platform.write;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Aggregates under optimistic locking, one document each. A change is one read and one write, which carries the events and
 * is conditional on the version that was read; where somebody else was faster both are made again.
 *
 * <p>Fields that are none of the {@link Form}'s belong to others: a change leaves them as they are.
 */
public final class VersionedDocuments<A> {

    static final int MAX_TRIES = 200;

    private static final Duration MAX_PAUSE = Duration.ofMillis(10);
    private static final String ID = "_id";
    private static final String VERSION = "version";

    /**
     * How an aggregate lies in its document, beside the id, the version and the outbox.
     *
     * @param fresh what stands for a document that is not there, by its id; what it throws refuses the change
     * @param read from the whole document
     * @param write all fields on the first level, those that are null too
     * @param sparse which of them are left out instead of null, as a sparse index wants it
     */
    public record Form<A>(
            Function<String, A> fresh, Function<Document, A> read, Function<A, Document> write, Set<String> sparse) {

        public Form {
            sparse = Set.copyOf(sparse);
        }

        public Form(Function<String, A> fresh, Function<Document, A> read, Function<A, Document> write) {
            this(fresh, read, write, Set.of());
        }

        private boolean isLeftOut(String field, @Nullable Object value) {
            return value == null && sparse.contains(field);
        }
    }

    private final MongoOperations mongo;
    private final String collection;
    private final Outbox outbox;
    private final Consumer<String> written;
    private final Form<A> form;

    /** @param written told the id of each document whose outbox was filled */
    public VersionedDocuments(
            MongoOperations mongo, String collection, Outbox outbox, Consumer<String> written, Form<A> form) {
        this.mongo = mongo;
        this.collection = collection;
        this.outbox = outbox;
        this.written = written;
        this.form = form;
    }

    public Optional<A> find(String id) {
        return Optional.ofNullable(stored(id)).map(form.read());
    }

    /** A fresh one where there is no document. */
    public A of(String id) {
        return aggregate(id, stored(id));
    }

    /**
     * Changes an aggregate and tells of it in one write. A rule that throws, or changes and tells nothing, writes nothing.
     *
     * @throws IllegalStateException when others were faster {@value #MAX_TRIES} times
     * @throws DuplicateKeyException when a unique index of another field refuses what a known aggregate is to be
     */
    public <T> T change(String id, Change.Rule<A, OutboxEvent, T> rule) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var stored = stored(id);
                    var before = aggregate(id, stored);
                    var change = rule.apply(before);
                    var isNone = change.after().equals(before) && change.told().isEmpty();
                    return isNone || isWritten(id, stored, change) ? Optional.of(change) : Optional.empty();
                })
                .orElseThrow(
                        () -> new IllegalStateException("too many change %s of %s at once".formatted(id, collection)))
                .result();
    }

    /**
     * Writes an aggregate that is in no document yet.
     *
     * @return whether it was written; somebody else was faster where not
     */
    public boolean add(String id, A first, List<OutboxEvent> told) {
        var document = new Document(ID, id).append(VERSION, 0L);
        form.write().apply(first).forEach((field, value) -> {
            if (!form.isLeftOut(field, value)) {
                document.append(field, value);
            }
        });
        try {
            mongo.insert(document.append(Outbox.FIELD, outbox.entries(told)), collection);
        } catch (DuplicateKeyException _) {
            return false;
        }
        announce(id, told);
        return true;
    }

    /** Tells of something at which nothing changes; of what is in no document nobody is told. */
    public void tell(String id, OutboxEvent event) {
        var told = List.of(event);
        if (isUpdated(where(ID).is(id), outbox.append(new Update(), told))) {
            announce(id, told);
        }
    }

    private @Nullable Document stored(String id) {
        return mongo.findOne(Query.query(where(ID).is(id)), Document.class, collection);
    }

    private A aggregate(String id, @Nullable Document stored) {
        return stored == null ? form.fresh().apply(id) : form.read().apply(stored);
    }

    private boolean isWritten(String id, @Nullable Document before, Change<A, OutboxEvent, ?> change) {
        return before == null
                ? add(id, change.after(), change.told())
                : isReplaced(id, before.getLong(VERSION), change.after(), change.told());
    }

    private boolean isReplaced(String id, long version, A after, List<OutboxEvent> told) {
        var update = new Update().set(VERSION, version + 1);
        form.write().apply(after).forEach((field, value) -> {
            if (form.isLeftOut(field, value)) {
                update.unset(field);
            } else {
                update.set(field, value);
            }
        });
        var isDone = isUpdated(where(ID).is(id).and(VERSION).is(version), outbox.append(update, told));
        if (isDone) {
            announce(id, told);
        }
        return isDone;
    }

    private boolean isUpdated(Criteria which, Update update) {
        return mongo.updateFirst(Query.query(which), update, collection).getMatchedCount() == 1;
    }

    private void announce(String id, List<OutboxEvent> told) {
        if (!told.isEmpty()) {
            written.accept(id);
        }
    }
}
