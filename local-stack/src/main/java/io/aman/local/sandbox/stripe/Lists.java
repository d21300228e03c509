package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Table;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's lists (docs.stripe.com/api/pagination): newest first, by {@code limit} and {@code starting_after}. */
final class Lists {
    private static final int USUAL = 10;
    private static final int MOST = 100;

    private Lists() {}

    /** @param shown what of a row is shown */
    static ObjectNode page(
            String url, Table table, Params params, Predicate<ObjectNode> filter, UnaryOperator<ObjectNode> shown) {
        long limit = params.integer("limit").orElse(USUAL);
        if (limit < 1 || limit > MOST) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", "limit", "The limit must be between 1 and %d.".formatted(MOST));
        }
        var behind = params.text("starting_after");
        behind.filter(id -> table.find(id).isEmpty()).ifPresent(id -> {
            throw StripeError.missingParam("object", "starting_after", id);
        });
        var made = created(params);
        params.refuseUnknown();
        var found = table.newestFirst(behind.orElse(null))
                .filter(row -> made.test(shown.apply(row).path("created").asLong()))
                .filter(filter)
                .limit(limit + 1)
                .map(shown)
                .toList();
        return list(url, found, limit);
    }

    private static ObjectNode list(String url, List<ObjectNode> found, long limit) {
        var list = Json.object().put("object", "list");
        var data = list.putArray("data");
        found.stream().limit(limit).forEach(data::add);
        return list.put("has_more", found.size() > limit).put("url", url);
    }

    private static LongPredicate created(Params params) {
        long from = Math.max(
                params.integer("created[gte]").orElse(Long.MIN_VALUE),
                params.integer("created[gt]").orElse(Long.MIN_VALUE + 1) + 1);
        long to = Math.min(
                params.integer("created[lte]").orElse(Long.MAX_VALUE),
                params.integer("created[lt]").orElse(Long.MAX_VALUE) - 1);
        return created -> created >= from && created <= to;
    }
}
