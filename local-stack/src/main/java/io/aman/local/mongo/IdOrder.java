package io.aman.local.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The documents by their ids, as far as those are text: in this order they are stored. */
final class IdOrder {

    private final MVMap<Object, Document> documents;

    IdOrder(MVMap<Object, Document> documents) {
        this.documents = documents;
    }

    /** The documents that a query asks for by ids that are text, each found once; empty where it asks otherwise. */
    Optional<Stream<Document>> named(Document query) {
        return switch (query.get("_id")) {
            case String id -> Optional.of(Stream.ofNullable(documents.get(id)));
            case Document in
            when in.size() == 1
                    && in.get("$in") instanceof Collection<?> some
                    && some.stream().allMatch(String.class::isInstance) ->
                Optional.of(some.stream().distinct().map(documents::get).filter(Objects::nonNull));
            case null, default -> Optional.empty();
        };
    }

    /** @return empty where the ids are of no use for the query */
    Optional<Walk> walk(Conditions conditions, @Nullable Document orderBy) {
        var demand = conditions.on("_id");
        var points = demand.points();
        if (points != null && points.stream().allMatch(String.class::isInstance)) {
            Iterable<Object> there =
                    points.stream().distinct().filter(documents::containsKey).toList();
            return Optional.of(new Walk(List.of(there), false, false, Integer.MAX_VALUE));
        }
        var direction = direction(orderBy);
        if (!demand.isRange()) {
            return direction == 0 || !isAllText()
                    ? Optional.empty()
                    : Optional.of(walk(between(null, null, direction < 0), true, false));
        }
        if (!(demand.anyBound() instanceof String)) {
            return Optional.empty();
        }
        return Optional.of(walk(between(demand.least(), demand.most(), direction < 0), direction != 0, true));
    }

    private static Walk walk(Iterable<Object> run, boolean isSorted, boolean isRange) {
        return new Walk(List.of(run), isSorted, false, Walk.worth(0, isSorted, isRange));
    }

    private static int direction(@Nullable Document orderBy) {
        return orderBy != null && orderBy.size() == 1 && orderBy.get("_id") instanceof Number number
                ? Integer.signum(number.intValue())
                : 0;
    }

    /** What is of one type lies together, so that both ends tell. */
    private boolean isAllText() {
        return documents.firstKey() instanceof String && documents.lastKey() instanceof String;
    }

    private Iterable<Object> between(@Nullable Object least, @Nullable Object most, boolean isBackwards) {
        return () -> {
            var ids = isBackwards ? documents.cursor(most, least, true) : documents.cursor(least, most, false);
            Iterable<Object> all = () -> ids;
            Stream<Object> texts =
                    StreamSupport.stream(all.spliterator(), false).filter(String.class::isInstance);
            return texts.iterator();
        };
    }
}
