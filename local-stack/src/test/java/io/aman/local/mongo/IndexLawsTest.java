package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The same documents, changes and queries with indexes and without them: the answers must be the same. */
class IndexLawsTest {

    private static final EmbeddedMongo SERVER = EmbeddedMongo.inMemory();
    private static final MongoClient CLIENT = MongoClients.create(SERVER.connectionString());
    private static final int QUESTIONS = 40;

    private final MongoDatabase database = CLIENT.getDatabase("laws");
    private final MongoCollection<Document> scanned = database.getCollection("scanned");
    private final MongoCollection<Document> indexed = database.getCollection("indexed");

    @AfterContainer
    static void close() {
        CLIENT.close();
        SERVER.close();
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void anIndexChangesNoAnswer(@ForAll long seed) {
        var whims = new AnyDocuments(new Random(seed));
        scanned.drop();
        indexed.drop();
        insert(whims, 12);
        for (var index : whims.indexes()) {
            indexed.createIndex(index, new IndexOptions().sparse(whims.yes()));
        }
        insert(whims, 25);
        answer(scanned, new Document(), new Document(), 0, 0).forEach(id -> change(whims, new Document("_id", id)));

        for (var i = 0; i < QUESTIONS; i++) {
            ask(whims.filter(), whims.orderBy(), whims.below(4), whims.below(9));
        }
    }

    private void insert(AnyDocuments whims, int count) {
        for (var i = 0; i < count; i++) {
            var document = whims.document();
            if (scanned.countDocuments(new Document("_id", document.get("_id"))) == 0) {
                both(things -> things.insertOne(document));
            }
        }
    }

    private void change(AnyDocuments whims, Document one) {
        switch (whims.below(4)) {
            case 0 -> both(things -> things.deleteOne(one));
            case 1 -> {
                var after = whims.document();
                after.remove("_id");
                both(things -> things.replaceOne(one, after));
            }
            case 2 -> {
                var field = whims.field();
                both(things -> things.updateOne(one, new Document("$unset", new Document(field, ""))));
            }
            default -> {}
        }
    }

    private void both(Consumer<MongoCollection<Document>> change) {
        Stream.of(scanned, indexed).forEach(change);
    }

    private void ask(Document filter, Document orderBy, int skip, int limit) {
        var expected = answer(scanned, filter, orderBy, skip, limit);
        var found = answer(indexed, filter, orderBy, skip, limit);
        var question = assertThat(found).as("%s by %s, skip %d, limit %d", filter, orderBy, skip, limit);
        if (isInOrder(filter, orderBy)) {
            question.isEqualTo(expected);
        } else if (limit == 0 && skip == 0) {
            question.containsExactlyInAnyOrderElementsOf(expected);
        } else {
            question.hasSameSizeAs(expected); // any of them will do
        }
        assertThat(aggregated(indexed, filter))
                .as("%s as an aggregation's first stage", filter)
                .containsExactlyInAnyOrderElementsOf(aggregated(scanned, filter));
    }

    /** The library, which sorts what no index does, has each of two empty arrays come before the other. */
    private boolean isInOrder(Document filter, Document orderBy) {
        var found = scanned.find(filter).into(new ArrayList<>());
        return !orderBy.isEmpty()
                && orderBy.keySet().stream()
                        .allMatch(path -> found.stream()
                                        .filter(document -> isEmptyArray(document, List.of(path.split("\\."))))
                                        .count()
                                <= 1);
    }

    private static boolean isEmptyArray(@Nullable Object value, List<String> path) {
        return path.isEmpty()
                ? value instanceof List<?> array && array.isEmpty()
                : value instanceof Document document
                        && isEmptyArray(document.get(path.getFirst()), path.subList(1, path.size()));
    }

    private static List<Object> aggregated(MongoCollection<Document> things, Document filter) {
        var found = things.aggregate(List.of(new Document("$match", filter)));
        return found.map(document -> document.get("_id")).into(new ArrayList<>());
    }

    private static List<Object> answer(
            MongoCollection<Document> things, Document filter, Document orderBy, int skip, int limit) {
        var found = things.find(filter).sort(orderBy).skip(skip).limit(limit);
        return found.map(document -> document.get("_id")).into(new ArrayList<>());
    }
}
