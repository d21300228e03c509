package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparseIndexTest {

    private final MVStore store = MVStore.open(null);
    private final NarrowingDatabase database = new NarrowingDatabase("test", store, new CursorRegistry());
    private final Index<Object> index = open();

    private Index<Object> open() {
        return database.openOrCreateSecondaryIndex("things", "due", List.of(new IndexKey("dueAt", true)), true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSweepReadsOnlyWhatWaitsHoweverMuchThereIs() {
        for (int id = 1; id <= 100; id++) {
            index.add(new Document("_id", id), id, null);
        }
        index.add(new Document("_id", 101).append("dueAt", 7), 101, null);
        var sweep = new Document("dueAt", new Document("$lte", 9));
        assertThat(index.canHandle(sweep)).isTrue();
        assertThat(index.getPositions(sweep)).containsExactly(101);
    }

    @Test
    void aQueryThatDocumentsWithoutTheFieldMayMatchIsNotForThisIndex() {
        assertThat(index.canHandle(new Document("x", 1))).isFalse();
        assertThat(index.canHandle(new Document("dueAt", null))).isFalse();
        assertThat(index.canHandle(new Document("dueAt", new Document("$exists", false))))
                .isFalse();
        assertThat(index.canHandle(new Document("dueAt", new Document("$ne", 1))))
                .isFalse();
        assertThat(index.canHandle(new Document("dueAt", new Document("$lte", null))))
                .isFalse();
        assertThat(index.canHandle(new Document("dueAt", new Document("$in", Arrays.asList(1, null)))))
                .isFalse();
    }

    @Test
    void oneConditionThatExcludesThemIsEnough() {
        assertThat(index.canHandle(new Document("dueAt", new Document("$ne", 1).append("$exists", true))))
                .isTrue();
    }

    @Test
    void onlyANewOneIsFilledFromTheCollection() {
        assertThat(index.isEmpty()).isTrue();
        assertThat(open().isEmpty()).isFalse();
    }
}
