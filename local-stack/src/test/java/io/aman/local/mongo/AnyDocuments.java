package io.aman.local.mongo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Documents, indexes and queries of few fields and few, awkward values, so that they meet. */
final class AnyDocuments {

    private static final List<String> FIELDS = List.of("a", "b", "c", "d.x");
    /** No double beyond all longs: a scan takes it for the largest of them, which neither an index nor MongoDB does. */
    private static final List<Object> VALUES = List.of(
            -2,
            0,
            1,
            2,
            1L,
            1.0,
            -1.5,
            -0.0,
            1e9,
            1L << 53,
            (1L << 53) + 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            "",
            "a",
            "a\0",
            "ab",
            "b",
            "é",
            "\uffee",
            "😀",
            true,
            false,
            Instant.ofEpochMilli(-5),
            Instant.ofEpochMilli(0),
            Instant.ofEpochMilli(7),
            new ObjectId("0123456789abcdef01234567"),
            new ObjectId("fedcba987654321001234567"));

    private static final List<String> OPERATORS = List.of("$eq", "$lt", "$lte", "$gt", "$ne", "$in", "$exists");

    private final Random random;

    AnyDocuments(Random random) {
        this.random = random;
    }

    boolean yes() {
        return random.nextBoolean();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T any(List<T> things) {
        return things.get(below(things.size()));
    }

    String field() {
        return any(FIELDS);
    }

    private Object scalar() {
        return any(VALUES);
    }

    /** Mostly what an index keeps in order; sometimes what it does not. */
    private Object value() {
        return switch (below(12)) {
            case 0 -> new Document("x", scalar());
            case 1 -> new Decimal128(new BigDecimal("1.5"));
            case 2 -> null;
            default -> scalar();
        };
    }

    private List<Object> array() {
        return IntStream.range(0, below(3)).mapToObj(_ -> scalar()).toList();
    }

    /** With an array at most: a real server keeps no two of them in one index. */
    Document document() {
        var document = new Document("_id", below(3) == 0 ? (Object) below(40) : "id" + below(40));
        for (var field : List.of("a", "b", "c")) {
            if (below(5) > 0) {
                document.append(field, value());
            }
        }
        return switch (below(8)) {
            case 0 -> document;
            case 1 -> document.append(any(List.of("a", "b", "c")), array());
            case 2 -> document.append("d", new Document("x", array()));
            case 3 -> document.append("d", List.of(new Document("x", scalar()), new Document("x", scalar())));
            default -> document.append("d", new Document("x", value()));
        };
    }

    List<Document> indexes() {
        var indexes = new ArrayList<Document>();
        for (var i = 0; i < 4; i++) {
            var keys = new Document();
            someFields(1 + below(3)).forEach(field -> keys.append(field, yes() ? 1 : -1));
            indexes.add(keys);
        }
        return indexes.stream().distinct().toList();
    }

    private List<String> someFields(int count) {
        var fields = new ArrayList<>(FIELDS);
        Collections.shuffle(fields, random);
        return fields.subList(0, count);
    }

    Document filter() {
        var all = new ArrayList<Document>();
        someFields(below(4)).forEach(field -> all.add(new Document(field, condition())));
        if (yes()) { // two conditions on one field, as a range has
            all.add(new Document(field(), condition()));
        }
        if (below(5) == 0) {
            all.add(new Document("_id", below(2) == 0 ? new Document("$gt", "id2") : new Document("$lt", 20)));
        }
        var isFlat =
                all.stream().flatMap(each -> each.keySet().stream()).distinct().count() == all.size();
        if (!all.isEmpty() && (!isFlat || yes())) {
            return new Document("$and", all);
        }
        var flat = new Document();
        all.forEach(flat::putAll);
        return flat;
    }

    private Object condition() {
        if (below(3) == 0) {
            return below(8) == 0 ? null : scalar();
        }
        var operator = any(OPERATORS);
        return new Document(
                operator,
                switch (operator) {
                    case "$in" -> Arrays.asList(scalar(), scalar(), scalar());
                    case "$exists" -> yes();
                    default -> scalar();
                });
    }

    /** Ends with the id, so that there is one order; empty where any will do. */
    Document orderBy() {
        var order = new Document();
        if (below(3) > 0) {
            someFields(below(3)).forEach(field -> order.append(field, yes() ? 1 : -1));
            order.append("_id", yes() ? 1 : -1);
        }
        return order;
    }
}
