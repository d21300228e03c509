package io.aman.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class DeclaredIndexesTest {

    private final DeclaredIndexes indexes = DeclaredIndexes.of(List.of(
            Document.parse("{key: {payer: 1, at: -1, _id: -1}}"),
            Document.parse("{key: {ref: 1}, unique: true, sparse: true}"),
            Document.parse("{key: {dueAt: 1}, sparse: true}")));

    private boolean isServed(String filter, String orderBy, String... unserved) {
        var query = AskedQuery.of("things", BsonDocument.parse(filter), BsonDocument.parse(orderBy));
        return indexes.serve(query, Set.of(unserved));
    }

    @Test
    void whatIsEqualThenInOrderThenBetweenBoundsIsServed() {
        assertThat(isServed("{payer: 'a'}", "{at: -1, _id: -1}")).isTrue();
        assertThat(isServed("{payer: 'a'}", "{at: 1, _id: 1}")).isTrue();
        assertThat(isServed("{payer: {$in: ['a', 'b']}, at: {$gt: 1, $lt: 5}}", "{}"))
                .isTrue();
        assertThat(isServed(
                        "{$and: [{payer: 'a'}, {at: {$lte: 5}}, {$or: [{at: {$lt: 5}}, {_id: {$lt: 1}}]}]}",
                        "{at: -1}"))
                .isTrue();
        assertThat(isServed("{_id: {$gt: 'a'}}", "{_id: 1}")).isTrue();
        assertThat(isServed("{}", "{_id: -1}")).isTrue();
    }

    @Test
    void idsAreServedAlsoWhereNothingWasEverWritten() {
        var query = AskedQuery.of("things", BsonDocument.parse("{_id: {$lt: 'a'}}"), new BsonDocument());
        assertThat(DeclaredIndexes.of(List.of()).serve(query, Set.of())).isTrue();
    }

    @Test
    void anotherOrderIsNotServed() {
        assertThat(isServed("{payer: 'a'}", "{at: -1, _id: 1}")).isFalse();
        assertThat(isServed("{payer: 'a'}", "{_id: -1}")).isFalse();
        assertThat(isServed("{}", "{at: -1}")).isFalse();
    }

    @Test
    void whatSkipsTheFirstKeyIsNotServed() {
        assertThat(isServed("{at: {$lt: 5}}", "{}")).isFalse();
        assertThat(isServed("{}", "{}")).isFalse();
        assertThat(isServed("{payer: {$ne: 'a'}}", "{}")).isFalse();
        assertThat(isServed("{payer: /a/}", "{}")).isFalse();
    }

    @Test
    void whatNoKeyHoldsIsLookedAtInOneDocumentOrWhereItIsSaid() {
        assertThat(isServed("{payer: 'a', amount: {$gt: 5}}", "{}")).isFalse();
        assertThat(isServed("{payer: 'a', amount: {$gt: 5}}", "{}", "amount")).isTrue();
        assertThat(isServed("{_id: 'a', version: 3}", "{}")).isTrue();
        assertThat(isServed("{ref: 'a', version: 3}", "{amount: 1}")).isTrue();
    }

    @Test
    void aSparseIndexServesOnlyWhatLeavesTheOthersOut() {
        assertThat(isServed("{dueAt: {$lte: 5}}", "{dueAt: 1}")).isTrue();
        assertThat(isServed("{dueAt: {$exists: true}}", "{}")).isTrue();
        assertThat(isServed("{dueAt: {$exists: false}}", "{}")).isFalse();
        assertThat(isServed("{}", "{dueAt: 1}")).isFalse();
        assertThat(isServed("{dueAt: null}", "{}")).isFalse();
    }

    @Test
    void everyCommandThatAsksIsRead() {
        assertThat(AskedQuery.in(
                        "update", BsonDocument.parse("{update: 'things', updates: [{q: {a: 1}}, {q: {b: 1}}]}")))
                .extracting(AskedQuery::equal)
                .containsExactly(Set.of("a"), Set.of("b"));
        assertThat(AskedQuery.in("delete", BsonDocument.parse("{delete: 'things', deletes: [{q: {a: 1}, limit: 1}]}")))
                .hasSize(1);
        assertThat(AskedQuery.in("findAndModify", BsonDocument.parse("{findAndModify: 'things', query: {a: 1}}")))
                .hasSize(1);
        assertThat(AskedQuery.in(
                        "aggregate", BsonDocument.parse("{aggregate: 'things', pipeline: [{$match: {a: 1}}]}")))
                .extracting(AskedQuery::equal)
                .containsExactly(Set.of("a"));
        assertThat(AskedQuery.in("insert", BsonDocument.parse("{insert: 'things'}")))
                .isEmpty();
    }
}
