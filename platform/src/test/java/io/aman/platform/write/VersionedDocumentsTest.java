package io.aman.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.write.KeptShelves.Shelf;
import io.aman.platform.write.VersionedDocuments.Form;
import io.aman.testing.EmbeddedMongo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What is written of an aggregate, and what is not. */
class VersionedDocumentsTest {

    private final KeptShelves kept = new KeptShelves();

    @Test
    void whatIsInNoDocumentIsFresh() {
        assertThat(kept.shelves.of("a")).isEqualTo(Shelf.empty("a"));
        assertThat(kept.shelves.find("a")).isEmpty();
        kept.put("a", "Emma");
        assertThat(kept.shelves.of("a").books()).containsExactly("Emma");
        assertThat(kept.shelves.find("a")).hasValue(kept.shelves.of("a"));
    }

    @Test
    void stateVersionAndEventsLieInOneDocument() {
        assertThat(kept.put("a", "Emma")).isEqualTo(1);
        assertThat(kept.put("a", "Ulysses")).isEqualTo(2);

        assertThat(kept.stored("a").getList("books", String.class)).containsExactly("Emma", "Ulysses");
        assertThat(kept.version("a")).isEqualTo(1);
        assertThat(kept.told("a")).containsExactly("Emma", "Ulysses");
        assertThat(kept.woken).containsExactly("a", "a");
    }

    @Test
    void aChangeThatChangesNothingWritesNothing() {
        assertThat(kept.shelves.<Boolean>change("a", _ -> Change.silent(Shelf.empty("a"), true)))
                .isTrue();
        assertThat(kept.mongo.count(new Query(), KeptShelves.COLLECTION)).isZero();

        kept.put("a", "Emma");
        var stored = kept.stored("a");
        assertThat(kept.shelves.<Boolean>change(
                        "a", _ -> Change.silent(Shelf.empty("a").with("Emma"), false)))
                .isFalse();
        assertThat(kept.stored("a")).isEqualTo(stored);
        assertThat(kept.woken).containsExactly("a");
    }

    @Test
    void whatIsToldWithoutAChangeIsWritten() {
        kept.shelves.change("a", before -> new Change<>(before, List.of(KeptShelves.event("Dusted")), true));
        kept.shelves.change("a", before -> new Change<>(before, List.of(KeptShelves.event("Dusted again")), true));

        assertThat(kept.told("a")).containsExactly("Dusted", "Dusted again");
        assertThat(kept.version("a")).isEqualTo(1);
        assertThat(kept.woken).containsExactly("a", "a");
    }

    @Test
    void aSilentChangeWakesNobody() {
        kept.shelves.change("a", before -> Change.silent(before.with("Emma"), true));
        kept.shelves.change("a", before -> Change.silent(before.with("Ulysses"), true));

        assertThat(kept.shelves.of("a").books()).containsExactly("Emma", "Ulysses");
        assertThat(kept.stored("a").getList(Outbox.FIELD, Document.class)).isEmpty();
        assertThat(kept.woken).isEmpty();
    }

    @Test
    void whereADocumentHasToBeThereItsAbsenceRefusesTheChange() {
        var known = kept.by(
                kept.mongo,
                new Form<>(
                        id -> {
                            throw new UnsupportedOperationException(id);
                        },
                        Shelf::read,
                        Shelf::fields));

        assertThatThrownBy(() -> known.change("a", before -> KeptShelves.putting(before, "Emma")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(known.find("a")).isEmpty();
        assertThat(kept.mongo.count(new Query(), KeptShelves.COLLECTION)).isZero();

        assertThat(known.add("a", Shelf.empty("a"), List.of())).isTrue();
        known.change("a", before -> KeptShelves.putting(before, "Emma"));
        assertThat(known.of("a").books()).containsExactly("Emma");
    }

    @Test
    void fieldsOfOthersStayAndEventsThatWaitToo() {
        kept.put("a", "Emma");
        kept.mongo.updateFirst(KeptShelves.byId("a"), Update.update("lentBy", "Noor"), KeptShelves.COLLECTION);

        kept.put("a", "Ulysses");

        assertThat(kept.stored("a")).containsEntry("lentBy", "Noor");
        assertThat(kept.told("a")).containsExactly("Emma", "Ulysses");
    }

    @Test
    void whatIsNullIsStoredAsNullAndLeftOutWhereItsIndexIsSparse() {
        kept.put("a", "Emma");
        assertThat(kept.stored("a")).containsEntry("owner", null).doesNotContainKey("label");
        kept.put("b", "Emma"); // no second null in the unique index

        kept.shelves.change("a", before -> Change.silent(before.labelled("Novels"), true));
        assertThat(kept.stored("a")).containsEntry("label", "Novels");

        kept.shelves.change("a", before -> Change.silent(before.labelled(null), true));
        assertThat(kept.stored("a")).containsEntry("owner", null).doesNotContainKey("label");
    }

    @Test
    void whatIsToldAloneLeavesAllElseAndNobodyHearsOfWhoIsNotThere() {
        kept.shelves.tell("a", KeptShelves.event("Dusted"));
        assertThat(kept.mongo.count(new Query(), KeptShelves.COLLECTION)).isZero();
        assertThat(kept.woken).isEmpty();

        kept.put("a", "Emma");
        kept.shelves.tell("a", KeptShelves.event("Dusted"));

        assertThat(kept.shelves.of("a").books()).containsExactly("Emma");
        assertThat(kept.version("a")).isZero();
        assertThat(kept.told("a")).containsExactly("Emma", "Dusted");
        assertThat(kept.woken).containsExactly("a", "a");
    }

    @Test
    void aChangeIsOneReadAndOneWrite() {
        var asked = new CopyOnWriteArrayList<String>();
        var settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(EmbeddedMongo.uri(kept.database)))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        asked.add(event.getCommandName());
                    }
                })
                .build();
        try (var client = MongoClients.create(settings)) {
            var recorded = kept.by(new MongoTemplate(client, kept.database), KeptShelves.FORM);
            recorded.change("a", before -> KeptShelves.putting(before, "Emma"));
            assertThat(asked).containsExactly("find", "insert");
            asked.clear();
            recorded.change("a", before -> KeptShelves.putting(before, "Ulysses"));
            assertThat(asked).containsExactly("find", "update");
            asked.clear();
            recorded.change("a", before -> Change.silent(before, true));
            assertThat(asked).containsExactly("find");
        }
    }

    @Test
    void aChangeMayBeToldInOtherWords() {
        var change = new Change<>("after", List.of(1, 2), true).telling(n -> "event " + n);
        assertThat(change).isEqualTo(new Change<>("after", List.of("event 1", "event 2"), true));
    }
}
