package io.aman.local.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a query demands of single fields. Every document that the query matches satisfies all of it; what is demanded
 * beyond that, the server finds out by matching.
 */
final class Conditions {

    /**
     * Of one field.
     *
     * @param points equal to one of these; null where any will do
     * @param least not below this, and of its type
     * @param most not above this, and of its type
     * @param exists present
     */
    record Demand(
            @Nullable List<Object> points,
            @Nullable Object least,
            @Nullable Object most,
            boolean exists) {

        static final Demand NONE = new Demand(null, null, null, false);

        boolean isRange() {
            return least != null || most != null;
        }

        /** One of the two; of their common type. */
        Object anyBound() {
            return Objects.requireNonNull(least == null ? most : least);
        }

        private Demand and(Demand other) {
            return new Demand(
                    points == null ? other.points : points,
                    further(least, other.least, true),
                    further(most, other.most, false),
                    exists || other.exists);
        }

        private static @Nullable Object further(@Nullable Object one, @Nullable Object other, boolean isLeast) {
            if (one == null || other == null || one.getClass() != other.getClass()) {
                return one == null ? other : one;
            }
            return ValueComparator.asc().compare(one, other) > 0 == isLeast ? one : other;
        }
    }

    private final Map<String, Demand> byField = new HashMap<>();

    static Conditions of(Document query) {
        var conditions = new Conditions();
        conditions.read(query);
        return conditions;
    }

    Demand on(String field) {
        return byField.getOrDefault(field, Demand.NONE);
    }

    private void read(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals("$and") && condition instanceof Collection<?> all) {
                all.forEach(each -> read((Document) each));
            } else if (!field.startsWith("$")) {
                byField.merge(field, demand(condition), Demand::and);
            }
        });
    }

    private static Demand demand(@Nullable Object condition) {
        if (condition instanceof Document operators) {
            return operators.entrySet().stream()
                    .map(operator -> demand(operator.getKey(), operator.getValue()))
                    .reduce(Demand.NONE, Demand::and);
        }
        return demand("$eq", condition);
    }

    private static Demand demand(String operator, @Nullable Object operand) {
        if (operand instanceof Collection<?> values) {
            return operator.equals("$in") && values.stream().allMatch(IndexBytes::isExact)
                    ? new Demand(List.copyOf(values), null, null, false)
                    : Demand.NONE;
        }
        if (operand == null || !IndexBytes.isExact(operand)) {
            return Demand.NONE;
        }
        return switch (operator) {
            case "$eq" -> new Demand(List.of(operand), null, null, false);
            case "$gt", "$gte" -> new Demand(null, operand, null, false);
            case "$lt", "$lte" -> new Demand(null, null, operand, false);
            case "$exists" -> new Demand(null, null, null, operand.equals(true));
            default -> Demand.NONE;
        };
    }
}
