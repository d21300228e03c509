package io.aman.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What a command asks a collection for, without its values.
 *
 * @param equal fields that equal a value, or one of several
 * @param bounded fields that lie between bounds or are there
 * @param others fields that are looked at in another way
 * @param orderBy fields to sort by, 1 or -1
 */
record AskedQuery(
        String collection, Set<String> equal, Set<String> bounded, Set<String> others, Map<String, Integer> orderBy) {

    private static final Set<String> EQUALITIES = Set.of("$eq", "$in");
    private static final Set<String> BOUNDS = Set.of("$lt", "$lte", "$gt", "$gte");

    /** Those of one command; none where it asks nothing. */
    static List<AskedQuery> in(String command, BsonDocument body) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "find" -> List.of(of(body, command, "filter"));
            case "findandmodify", "count", "distinct" -> List.of(of(body, command, "query"));
            case "update" -> each(body, command, "updates");
            case "delete" -> each(body, command, "deletes");
            case "aggregate" -> List.of(ofPipeline(body, command));
            default -> List.of();
        };
    }

    private static AskedQuery of(BsonDocument body, String command, String filter) {
        var none = new BsonDocument();
        return of(body.getString(command).getValue(), body.getDocument(filter, none), body.getDocument("sort", none));
    }

    private static List<AskedQuery> each(BsonDocument body, String command, String writes) {
        var collection = body.getString(command).getValue();
        return body.getArray(writes).stream()
                .map(write -> of(collection, write.asDocument().getDocument("q"), new BsonDocument()))
                .toList();
    }

    /** What a server uses an index for: the first stage's filter, and the order right behind it. */
    private static AskedQuery ofPipeline(BsonDocument body, String command) {
        var stages = body.getArray("pipeline", new BsonArray());
        var none = new BsonDocument();
        var filter = stages.isEmpty() ? none : stages.getFirst().asDocument().getDocument("$match", none);
        var orderBy = stages.size() < 2 ? none : stages.get(1).asDocument().getDocument("$sort", none);
        return of(body.getString(command).getValue(), filter, orderBy);
    }

    static AskedQuery of(String collection, BsonDocument filter, BsonDocument sort) {
        var orderBy = new LinkedHashMap<String, Integer>();
        sort.forEach(
                (field, direction) -> orderBy.put(field, direction.asNumber().intValue()));
        var asked = new AskedQuery(collection, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), orderBy);
        asked.read(filter);
        return asked;
    }

    private void read(BsonDocument filter) {
        filter.forEach((field, condition) -> {
            if (field.equals("$and")) {
                condition.asArray().forEach(all -> read(all.asDocument()));
            } else if (field.startsWith("$")) {
                others.addAll(fieldsIn(condition));
            } else {
                operators(condition)
                        .forEach(operator -> (EQUALITIES.contains(operator)
                                        ? equal
                                        : BOUNDS.contains(operator) ? bounded : others)
                                .add(field));
            }
        });
    }

    private static Stream<String> operators(BsonValue condition) {
        if (!condition.isDocument() || condition.asDocument().keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            return Stream.of(condition.isRegularExpression() || condition.isNull() ? "$other" : "$eq");
        }
        return condition.asDocument().entrySet().stream()
                .map(each -> each.getKey().equals("$exists") && isTrue(each.getValue()) ? "$gte" : each.getKey());
    }

    private static boolean isTrue(BsonValue value) {
        return value.isBoolean() && value.asBoolean().getValue();
    }

    private static List<String> fieldsIn(BsonValue alternatives) {
        var fields = new ArrayList<String>();
        if (alternatives.isArray()) {
            alternatives.asArray().forEach(each -> fields.addAll(fieldsIn(each)));
        } else if (alternatives.isDocument()) {
            alternatives.asDocument().forEach((field, condition) -> {
                if (field.startsWith("$")) {
                    fields.addAll(fieldsIn(condition));
                } else {
                    fields.add(field);
                }
            });
        }
        return fields;
    }

    Set<String> fields() {
        var all = new TreeSet<>(equal);
        all.addAll(bounded);
        all.addAll(others);
        return all;
    }

    @Override
    public String toString() {
        return "%s by equal %s, bounded %s, other %s, in the order of %s"
                .formatted(collection, equal, bounded, others, orderBy);
    }
}
