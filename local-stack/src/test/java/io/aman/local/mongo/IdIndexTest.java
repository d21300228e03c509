package io.aman.local.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.List;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdIndexTest {

    private final EmbeddedMongo server = EmbeddedMongo.inMemory();
    private final MongoClient client = MongoClients.create(server.connectionString());
    private final MongoCollection<Document> things = client.getDatabase("test").getCollection("things");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void anIdIsThereOnceWhateverItsType() {
        things.insertMany(List.of(new Document("_id", "a"), new Document("_id", 1), new Document("_id", true)));
        for (Object taken : List.of("a", 1, 1L, 1.0, true)) {
            assertThatThrownBy(() -> things.insertOne(new Document("_id", taken)))
                    .as("%s", taken)
                    .isInstanceOf(MongoWriteException.class)
                    .hasMessageContaining("11000");
        }
        things.insertMany(List.of(new Document("_id", "1"), new Document("_id", "b")));
        assertThat(things.countDocuments()).isEqualTo(5);
    }

    @Test
    void documentsAreFoundChangedAndRemovedById() {
        things.insertMany(List.of(new Document("_id", "a"), new Document("_id", "ab"), new Document("_id", 1)));
        assertThat(things.countDocuments(in("_id", "a", 1.0, "none"))).isEqualTo(2);
        assertThat(things.countDocuments(regex("_id", "^a"))).isEqualTo(2);
        assertThat(things.updateOne(eq("_id", "a"), inc("n", 1)).getModifiedCount())
                .isOne();
        things.updateOne(eq("_id", "c"), inc("n", 1), new UpdateOptions().upsert(true));
        things.updateOne(eq("_id", "c"), inc("n", 1), new UpdateOptions().upsert(true));
        assertThat(things.find(eq("_id", "c")).first()).containsEntry("n", 2);
        assertThat(things.deleteOne(eq("_id", "a")).getDeletedCount()).isOne();
        assertThat(things.deleteOne(eq("_id", 1)).getDeletedCount()).isOne();
        assertThat(things.find(eq("_id", "a")).first()).isNull();
        things.insertOne(new Document("_id", "a"));
        assertThat(things.countDocuments()).isEqualTo(3);
    }

    @Test
    void whatAnEarlierVersionHasWrittenIsReadAndRemoved() {
        try (var store = MVStore.open(null)) {
            MVMap<Object, de.bwaldvogel.mongo.bson.Document> documents = store.openMap(
                    "databases.test.things",
                    new MVMap.Builder<Object, de.bwaldvogel.mongo.bson.Document>()
                            .keyType(new IdType())
                            .valueType(new BsonType()));
            MVMap<KeyValue, Object> others = store.openMap("test.things._index__id_");
            documents.put("a", new de.bwaldvogel.mongo.bson.Document("_id", "a"));
            others.put(new KeyValue("a"), "a");
            var index = new NarrowingDatabase("test", store, new CursorRegistry())
                    .openOrCreateUniqueIndex("things", "_id_", List.of(new IndexKey("_id", true)), false);
            assertThat(index.isEmpty()).isFalse();
            assertThat(index.getPositions(new de.bwaldvogel.mongo.bson.Document("_id", "a")))
                    .containsExactly("a");
            assertThat(index.remove(new de.bwaldvogel.mongo.bson.Document("_id", "a")))
                    .isEqualTo("a");
            assertThat(others.isEmpty()).isTrue();
        }
    }
}
