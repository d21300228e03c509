package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NarrowingIndexTest {

    private final MVStore store = MVStore.open(null);
    private final Index<Object> index = new NarrowingDatabase("test", store, new CursorRegistry())
            .openOrCreateUniqueIndex("things", "_id_", List.of(new IndexKey("_id", true)), false);

    @BeforeEach
    void threeThings() {
        for (int id = 1; id <= 3; id++) {
            index.add(new Document("_id", id).append("version", 1), "position " + id, null);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aConditionalUpdateReadsOneDocumentHoweverManyThereAre() {
        var query = new Document("_id", 2).append("version", 7);
        assertThat(index.canHandle(query)).isTrue();
        assertThat(index.getPositions(query)).containsExactly("position 2");
        assertThat(index.getPositions(new Document("version", 7).append("_id", 9)))
                .isEmpty();
    }

    @Test
    void aQueryWithoutTheKeyIsNotForThisIndex() {
        assertThat(index.canHandle(new Document("version", 1))).isFalse();
        assertThat(index.canHandle(new Document("$or", List.of(new Document("_id", 1)))))
                .isFalse();
    }
}
