package io.aman.local.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of the server whether or not a crash happens; in memory and on disk, by its two subclasses. */
abstract class EmbeddedMongoContract {
    EmbeddedMongo server;
    MongoCollection<Document> things;
    private MongoClient client;

    abstract EmbeddedMongo open();

    @BeforeEach
    void connect() {
        server = open();
        client = MongoClients.create(server.connectionString());
        things = client.getDatabase("test").getCollection("things");
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void readersNeverSeeATornDocumentWhileWritersUpdate() throws Exception {
        things.insertOne(new Document("_id", 1).append("a", 0).append("b", 0).append("log", List.of(0)));
        var writing = new AtomicBoolean(true);
        Callable<Integer> writer = () -> {
            for (int n = 1; n <= 250; n++) {
                var log =
                        IntStream.range(0, 200).boxed().map(_ -> Math.random()).toList();
                double last = log.getLast();
                things.updateOne(
                        eq("_id", 1),
                        combine(set("a", last), pushEach("log", log, new PushOptions().slice(-200)), set("b", last)));
            }
            return 0;
        };
        Callable<Integer> reader = () -> {
            int torn = 0;
            while (writing.get()) {
                var seen = things.find(eq("_id", 1)).first();
                var last = seen.getList("log", Number.class).getLast().doubleValue();
                boolean whole = seen.get("a", Number.class).doubleValue() == last
                        && seen.get("b", Number.class).doubleValue() == last;
                torn += whole ? 0 : 1;
            }
            return torn;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = Stream.generate(() -> threads.submit(reader)).limit(4).toList();
            for (var done :
                    Stream.generate(() -> threads.submit(writer)).limit(4).toList()) {
                done.get();
            }
            writing.set(false);
            for (var done : readers) {
                assertThat(done.get()).as("torn reads").isZero();
            }
        }
    }

    /** As most clients write it, and not with {@code $and} as the driver's builder does. */
    private static Bson both(Bson one, Bson other) {
        var flat = new BsonDocument();
        flat.putAll(one.toBsonDocument());
        flat.putAll(other.toBsonDocument());
        return flat;
    }

    @Test
    void whatAnIndexFindsIsMatchedAgainstTheWholeQuery() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("key", "k").append("version", 1));
        things.insertOne(new Document("_id", 2).append("key", "l").append("version", 1));
        assertThat(things.updateOne(both(eq("_id", 1), eq("version", 2)), set("x", 1))
                        .getMatchedCount())
                .isZero();
        assertThat(things.updateOne(both(eq("_id", 1), eq("version", 1)), set("version", 2))
                        .getMatchedCount())
                .isOne();
        assertThat(things.findOneAndUpdate(both(eq("_id", 1), eq("version", 1)), set("x", 1)))
                .isNull();
        assertThat(things.countDocuments(both(eq("key", "k"), eq("version", 2))))
                .isOne();
        assertThat(things.countDocuments(both(eq("key", "k"), eq("version", 1))))
                .isZero();
        assertThat(things.countDocuments(both(gt("_id", 1), eq("version", 1)))).isOne();
        assertThat(things.countDocuments(both(in("_id", 1, 2), eq("version", 1))))
                .isOne();
        assertThat(things.countDocuments(both(ne("_id", 1), eq("version", 1)))).isOne();
        assertThat(things.countDocuments(both(eq("_id", 1), or(eq("version", 7), eq("key", "k")))))
                .isOne();
        assertThat(things.countDocuments(both(exists("key", false), eq("version", 1))))
                .isZero();
        assertThat(things.deleteMany(both(eq("_id", 2), eq("version", 9))).getDeletedCount())
                .isZero();
    }

    @Test
    void aValueTakenUnderAUniqueIndexIsCode11000() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("key", "k"));
        things.insertOne(new Document("_id", 2).append("key", "l"));

        var inserting = catchThrowableOfType(
                MongoWriteException.class, () -> things.insertOne(new Document("_id", 3).append("key", "k")));
        assertThat(inserting.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);

        var modifying = catchThrowableOfType(
                MongoCommandException.class, () -> things.findOneAndUpdate(eq("_id", 2), set("key", "k")));
        assertThat(modifying.getErrorCode()).isEqualTo(11000);
        assertThat(things.find(eq("_id", 2)).first()).containsEntry("key", "l");
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    @Test
    void findAndModifyClaimsEachExactlyOnce() throws Exception {
        things.insertMany(IntStream.range(0, 200)
                .mapToObj(id -> new Document("_id", id).append("state", "open"))
                .toList());
        Callable<List<Integer>> claimer = () -> {
            var claimed = new ArrayList<Integer>();
            for (var next = claim(); next != null; next = claim()) {
                claimed.add(next.getInteger("_id"));
            }
            return claimed;
        };
        var all = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Integer>> claimed :
                    Stream.generate(() -> threads.submit(claimer)).limit(8).toList()) {
                all.addAll(claimed.get());
            }
        }
        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    private Document claim() {
        return things.findOneAndUpdate(eq("state", "open"), set("state", "claimed"));
    }

    @Test
    void aSparseUniqueIndexTakesAnyNumberOfMissingValues() {
        things.createIndex(
                Indexes.ascending("provider.reference"),
                new IndexOptions().unique(true).sparse(true));
        things.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)));
        things.updateOne(eq("_id", 1), set("provider.reference", "pi_1"));

        assertThatThrownBy(() -> things.updateOne(eq("_id", 2), set("provider.reference", "pi_1")))
                .isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("11000");
        things.updateOne(eq("_id", 1), new Document("$unset", new Document("provider.reference", "")));
        things.updateOne(eq("_id", 2), set("provider.reference", "pi_1"));
        assertThat(things.find(eq("provider.reference", "pi_1")).first()).containsEntry("_id", 2);
    }

    @Test
    void whatASparseIndexFindsIsWhatAScanWouldFind() {
        things.insertMany(List.of(
                new Document("_id", 1).append("outbox", List.of(new Document("id", "e1"))),
                new Document("_id", 2).append("outbox", List.of()),
                new Document("_id", 3),
                new Document("_id", 4).append("outbox", new Document("id", null))));
        var found =
                List.of(exists("outbox.id"), exists("outbox.id", false), eq("outbox.id", "e1"), eq("outbox.id", null));
        var scanned = found.stream().map(this::ids).toList();
        assertThat(scanned.getFirst()).containsExactly(1, 4);

        things.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));

        assertThat(found.stream().map(this::ids).toList()).isEqualTo(scanned);
    }

    @Test
    void aSparseIndexFollowsEveryChange() {
        things.createIndex(Indexes.ascending("dueAt"), new IndexOptions().sparse(true));
        things.insertMany(List.of(
                new Document("_id", 1).append("dueAt", 30),
                new Document("_id", 2).append("dueAt", 10),
                new Document("_id", 3)));
        assertThat(ids(lte("dueAt", 20))).containsExactly(2);
        things.updateOne(eq("_id", 3), set("dueAt", 20));
        things.updateOne(eq("_id", 2), unset("dueAt"));
        assertThat(ids(lte("dueAt", 30))).containsExactly(1, 3);
        things.updateMany(lte("dueAt", 30), unset("dueAt"));
        assertThat(ids(exists("dueAt"))).isEmpty();
        things.updateMany(exists("dueAt", false), set("dueAt", 5));
        things.deleteOne(both(eq("_id", 1), lte("dueAt", 5)));
        things.replaceOne(eq("_id", 2), new Document("x", 1));
        assertThat(ids(lte("dueAt", 5))).containsExactly(3);
        things.dropIndexes();
        assertThat(ids(lte("dueAt", 5))).containsExactly(3);
    }

    private List<Integer> ids(Bson query) {
        return things.find(query)
                .sort(Sorts.ascending("_id"))
                .map(found -> found.getInteger("_id"))
                .into(new ArrayList<>());
    }

    @Test
    void helloIsAnsweredAsByAWritableStandalone() {
        assertThat(client.getDatabase("admin").runCommand(new Document("hello", 1)))
                .containsEntry("isWritablePrimary", true)
                .containsKey("maxWireVersion")
                .doesNotContainKey("setName");
    }
}
