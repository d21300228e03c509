package io.aman.platform.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.ActivityEvent;
import io.aman.events.Topics;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.write.VersionedDocuments.Form;
import io.aman.testing.EmbeddedMongo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** Shelves in a database of their own. */
final class KeptShelves {

    static final String COLLECTION = "shelves";

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    /**
     * Books in their order.
     *
     * @param owner null where it is nobody's
     * @param label no two shelves have the same; null where there is none
     */
    record Shelf(
            String id,
            List<String> books,
            @Nullable String owner,
            @Nullable String label) {

        static Shelf empty(String id) {
            return new Shelf(id, List.of(), null, null);
        }

        static Shelf read(Document document) {
            return new Shelf(
                    document.getString("_id"),
                    document.getList("books", String.class),
                    document.getString("owner"),
                    document.getString("label"));
        }

        Document fields() {
            return new Document("books", books).append("owner", owner).append("label", label);
        }

        Shelf with(String book) {
            var more = Stream.concat(books.stream(), Stream.of(book)).toList();
            return new Shelf(id, more, owner, label);
        }

        Shelf labelled(@Nullable String text) {
            return new Shelf(id, books, owner, text);
        }
    }

    static final Form<Shelf> FORM = new Form<>(Shelf::empty, Shelf::read, Shelf::fields, Set.of("label"));

    final String database = EmbeddedMongo.freshDatabase("shelves");
    final MongoTemplate mongo = EmbeddedMongo.template(database);
    final List<String> woken = new CopyOnWriteArrayList<>();
    final VersionedDocuments<Shelf> shelves = by(mongo, FORM);

    KeptShelves() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("label", Sort.Direction.ASC).unique().sparse());
    }

    VersionedDocuments<Shelf> by(MongoOperations operations, Form<Shelf> form) {
        return new VersionedDocuments<>(operations, COLLECTION, new Outbox("library", Traces.none()), woken::add, form);
    }

    /** @return how many books there are then */
    int put(String shelf, String book) {
        return shelves.change(shelf, before -> putting(before, book));
    }

    static Change<Shelf, OutboxEvent, Integer> putting(Shelf before, String book) {
        var after = before.with(book);
        return new Change<>(after, List.of(event(book)), after.books().size());
    }

    static OutboxEvent event(String what) {
        return new OutboxEvent(
                Ids.random("evt_"), Topics.SESSIONS, what, NOON, new ActivityEvent.Active("ses_1", NOON, 1, "::1"));
    }

    /** What waits in the outbox, each under an id of its own. */
    List<String> told(String shelf) {
        var entries = stored(shelf).getList(Outbox.FIELD, Document.class);
        assertThat(entries).extracting(entry -> entry.getString("id")).doesNotHaveDuplicates();
        return entries.stream().map(entry -> entry.getString("key")).toList();
    }

    long version(String shelf) {
        return stored(shelf).getLong("version");
    }

    Document stored(String shelf) {
        return Objects.requireNonNull(mongo.findOne(byId(shelf), Document.class, COLLECTION));
    }

    static Query byId(String shelf) {
        return Query.query(Criteria.where("_id").is(shelf));
    }
}
