package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AggregationTest {

    private static final EmbeddedMongo SERVER = EmbeddedMongo.inMemory();
    private static final MongoClient CLIENT = MongoClients.create(SERVER.connectionString());
    private static final MongoCollection<Document> THINGS =
            CLIENT.getDatabase("test").getCollection("things");

    @BeforeAll
    static void things() {
        THINGS.insertMany(IntStream.rangeClosed(1, 5)
                .mapToObj(id -> new Document("_id", "t" + id).append("of", "t" + id % 2))
                .toList());
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        SERVER.close();
    }

    private static List<Document> aggregated(Document... stages) {
        return THINGS.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    @Test
    void itReadsWhatItsFirstStageMatchesAndWhoeverReadsLaterReadsAll() {
        try (var store = MVStore.open(null)) {
            var database = new NarrowingDatabase("test", store, new CursorRegistry());
            var things = (NarrowingCollection) database.createCollectionOrThrowIfExists("things");
            for (var id : List.of("t1", "t2", "t3")) {
                things.addDocument(new de.bwaldvogel.mongo.bson.Document("_id", id));
            }
            things.aggregateFrom(new de.bwaldvogel.mongo.bson.Document("_id", "t2"));
            assertThat(things.queryAllAsStream()).hasSize(1);
            assertThat(things.queryAllAsStream()).hasSize(3);
        }
    }

    @Test
    void oneThatFailsLeavesNothingBehind() {
        assertThatExceptionOfType(MongoCommandException.class)
                .isThrownBy(() -> aggregated(
                        new Document("$match", new Document("of", "t1")), new Document("$nothing", new Document())));
        assertThat(aggregated(new Document("$count", "all"))).containsExactly(new Document("all", 5));
    }

    @Test
    void laterStagesLookThingsUpAmongAll() {
        var lookup = new Document("from", "things")
                .append("let", new Document("of", "$of"))
                .append("pipeline", List.of(new Document("$match", new Document("_id", "t2"))))
                .append("as", "found");
        var found = aggregated(new Document("$match", new Document("_id", "t1")), new Document("$lookup", lookup));
        assertThat(found)
                .singleElement()
                .satisfies(
                        one -> assertThat(one.getList("found", Document.class)).hasSize(1));
    }

    @Test
    void whatComparesFieldsIsLeftToTheAggregation() {
        var same = new Document("$expr", new Document("$eq", List.of("$_id", "$of")));
        assertThat(aggregated(new Document("$match", same))).extracting("_id").containsExactly("t1");
    }
}
