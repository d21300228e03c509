package io.aman.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedIndexTest {

    private final MVStore store = MVStore.open(null);
    private final NarrowingDatabase database = new NarrowingDatabase("test", store, new CursorRegistry());
    private final OrderedIndex due = sparse();
    private final OrderedIndex ofPayer = index(
            "payer",
            List.of(new IndexKey("payer", true), new IndexKey("at", false), new IndexKey("_id", false)),
            false);

    private OrderedIndex sparse() {
        return index("due", List.of(new IndexKey("dueAt", true)), true);
    }

    private OrderedIndex index(String name, List<IndexKey> keys, boolean sparse) {
        return (OrderedIndex) database.openOrCreateSecondaryIndex("things", name, keys, sparse);
    }

    @BeforeEach
    void hundredThings() {
        for (int id = 1; id <= 100; id++) {
            add(new Document("_id", id).append("payer", "usr_" + id % 10).append("at", id / 20));
        }
        add(new Document("_id", 101).append("dueAt", 7));
        add(new Document("_id", 102).append("dueAt", 12));
    }

    private void add(Document document) {
        due.add(document, document.get("_id"), null);
        ofPayer.add(document, document.get("_id"), null);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static List<Object> read(OrderedIndex index, Document query, @Nullable Document orderBy) {
        var read = new ArrayList<>();
        index.walk(Conditions.of(query), orderBy).orElseThrow().runs().forEach(run -> run.forEach(read::add));
        return read;
    }

    private static boolean helps(OrderedIndex index, Document query) {
        return index.walk(Conditions.of(query), null).isPresent();
    }

    private static Document is(String operator, @Nullable Object operand) {
        return new Document(operator, operand);
    }

    @Test
    void aSweepReadsOnlyWhatIsDueHoweverMuchThereIs() {
        assertThat(read(due, new Document("dueAt", is("$lte", 9)), null)).containsExactly(101);
        assertThat(read(due, new Document("dueAt", is("$exists", true)), null)).containsExactly(101, 102);
    }

    @Test
    void aPageOfAListReadsOnlyItsOwnInTheOrderThatIsAskedFor() {
        var own = new Document("payer", "usr_3");
        var newestFirst = new Document("at", -1).append("_id", -1);
        var walk = ofPayer.walk(Conditions.of(own), newestFirst).orElseThrow();
        assertThat(walk.isSorted()).isTrue();
        assertThat(read(ofPayer, own, newestFirst)).containsExactly(93, 83, 73, 63, 53, 43, 33, 23, 13, 3);
        assertThat(read(ofPayer, own, new Document("at", 1).append("_id", 1)))
                .containsExactly(3, 13, 23, 33, 43, 53, 63, 73, 83, 93);
    }

    @Test
    void boundsBehindWhatIsFixedAreKept() {
        var some = new Document("payer", "usr_3").append("at", is("$gte", 1).append("$lt", 3));
        assertThat(read(ofPayer, some, null))
                .containsExactly(73, 63, 53, 43, 33, 23); // the bound itself is matched later
    }

    @Test
    void conditionsThatMustAllHoldAreTakenTogether() {
        var all = new Document(
                "$and",
                List.of(
                        new Document("payer", "usr_3"),
                        new Document("at", is("$gte", 1)),
                        new Document("at", is("$lte", 1)),
                        new Document("at", is("$lte", 4))));
        assertThat(read(ofPayer, all, null)).containsExactly(33, 23);
    }

    @Test
    void aQueryThatMayMatchWhatIsNotInTheIndexIsNotForIt() {
        assertThat(helps(due, new Document("x", 1))).isFalse();
        assertThat(helps(due, new Document("dueAt", null))).isFalse();
        assertThat(helps(due, new Document("dueAt", is("$exists", false)))).isFalse();
        assertThat(helps(due, new Document("dueAt", is("$ne", 1)))).isFalse();
        assertThat(helps(due, new Document("dueAt", is("$lte", null)))).isFalse();
        assertThat(helps(due, new Document("dueAt", is("$in", Arrays.asList(1, null)))))
                .isFalse();
        assertThat(due.walk(Conditions.of(new Document()), new Document("dueAt", 1)))
                .isEmpty();
    }

    @Test
    void oneConditionThatExcludesThemIsEnough() {
        assertThat(helps(due, new Document("dueAt", is("$ne", 1).append("$exists", true))))
                .isTrue();
    }

    @Test
    void onlyANewOneIsFilledFromTheCollection() {
        assertThat(due.isEmpty()).isTrue();
        assertThat(sparse().isEmpty()).isFalse();
    }
}
