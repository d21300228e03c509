package io.aman.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;

class VersionedUpdateTest {

    private static final String BOOKS = "books";
    private static final String REVISION = "revision";

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("versions"));

    private boolean write(String id, long seen, Update update) {
        return VersionedUpdate.isWritten(mongo, BOOKS, id, REVISION, seen, update);
    }

    private @Nullable Document stored(String id) {
        return mongo.findById(id, Document.class, BOOKS);
    }

    @Test
    void ofManyFirstWritesOneIsTheFirst() throws Exception {
        var written = AtOnce.run(20, n -> write("a", 0, Update.update("by", n)));

        assertThat(written).containsOnlyOnce(true);
        assertThat(stored("a"))
                .isEqualTo(new Document("_id", "a")
                        .append("by", written.indexOf(true))
                        .append(REVISION, 1L));
    }

    @Test
    void whatSomebodyElseHasWrittenSinceStays() {
        assertThat(write("a", 0, Update.update("by", "first"))).isTrue();
        assertThat(write("a", 1, Update.update("by", "second"))).isTrue();

        assertThat(write("a", 1, Update.update("by", "late"))).isFalse();
        assertThat(write("a", 0, Update.update("by", "late"))).isFalse();

        assertThat(stored("a")).containsEntry("by", "second").containsEntry(REVISION, 2L);
    }

    @Test
    void whatIsGoneIsNotMadeAnew() {
        assertThat(write("a", 3, Update.update("by", "late"))).isFalse();

        assertThat(stored("a")).isNull();
    }

    @Test
    void aDocumentWithoutAVersionGetsItsFirstOne() {
        mongo.insert(new Document("_id", "a").append("kept", true), BOOKS);

        assertThat(write("a", 0, Update.update("by", "first"))).isTrue();

        assertThat(stored("a")).containsEntry("kept", true).containsEntry(REVISION, 1L);
    }

    @Test
    void noneOfManyWritesIsLost() throws Exception {
        AtOnce.run(
                10,
                _ -> ConditionalWrites.untilNobodyIsFaster(1_000, Duration.ofMillis(5), this::countedUp)
                        .orElseThrow());

        assertThat(stored("a")).containsEntry("count", 10L).containsEntry(REVISION, 10L);
    }

    private Optional<Long> countedUp() {
        var before = Optional.ofNullable(stored("a"))
                .map(found -> found.getLong("count"))
                .orElse(0L);
        return write("a", before, Update.update("count", before + 1)) ? Optional.of(before) : Optional.empty();
    }

    @Test
    void aNameThatAnotherHasIsNoLostRace() {
        mongo.indexOps(BOOKS)
                .createIndex(new Index("name", Sort.Direction.ASC).unique().sparse());
        write("a", 0, Update.update("name", "Kalila"));
        write("b", 0, Update.update("name", "Dimna"));

        assertThatThrownBy(() -> write("b", 1, Update.update("name", "Kalila")))
                .isInstanceOf(DuplicateKeyException.class);

        assertThat(Objects.requireNonNull(stored("b"))).containsEntry("name", "Dimna");
    }
}
