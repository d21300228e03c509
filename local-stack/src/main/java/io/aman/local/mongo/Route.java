package io.aman.local.mongo;

import static io.aman.local.mongo.OrderedEntries.joined;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import io.aman.local.mongo.Conditions.Demand;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How one query is read by one index, as a real server would: equal fields first, then in order, or between bounds. */
final class Route {

    /** More combinations than these are not walked one by one. */
    private static final int MOST_RUNS = 200;

    private final OrderedEntries entries;
    private final Demand demand;
    private final @Nullable IndexKey next;
    private final int direction;
    private List<byte[]> prefixes = List.of(new byte[0]);
    private int fixed;

    Route(OrderedEntries entries, Conditions conditions, @Nullable Document orderBy) {
        this.entries = entries;
        fix(conditions);
        var keys = entries.keys();
        this.next = fixed < keys.size() ? keys.get(fixed) : null;
        this.demand = next == null ? Demand.NONE : conditions.on(next.getKey());
        this.direction = orderBy == null ? 0 : direction(orderBy);
    }

    private void fix(Conditions conditions) {
        for (var key : entries.keys()) {
            var points = points(key, conditions);
            if (points.isEmpty() || points.size() * prefixes.size() > MOST_RUNS) {
                return;
            }
            prefixes = prefixes.stream()
                    .flatMap(prefix -> points.stream().map(point -> joined(prefix, point)))
                    .toList();
            fixed++;
        }
    }

    private static Collection<byte[]> points(IndexKey key, Conditions conditions) {
        var distinct = new TreeSet<byte[]>(Arrays::compareUnsigned);
        var points = conditions.on(key.getKey()).points();
        if (points != null) {
            points.forEach(point -> distinct.add(IndexBytes.of(point, key.isAscending())));
        }
        return distinct;
    }

    /** @return 1 for forwards, -1 for backwards, 0 where what is behind the fixed fields is in another order */
    private int direction(Document orderBy) {
        var keys = entries.keys();
        var at = fixed;
        var direction = 0;
        for (var wanted : orderBy.entrySet()) {
            if (at > keys.size() || entries.isUnordered(at)) {
                return 0;
            }
            var key = at < keys.size() ? keys.get(at) : new IndexKey("_id", true);
            var ahead = ((Number) wanted.getValue()).intValue() > 0 == key.isAscending() ? 1 : -1;
            if (!key.getKey().equals(wanted.getKey()) || direction == -ahead) {
                return 0;
            }
            direction = ahead;
            at++;
        }
        return direction;
    }

    /** @return empty where the index is of no use */
    Optional<Walk> walk(boolean isSparse) {
        var isNarrow = fixed > 0 || demand.isRange() || (isSparse && demand.exists());
        if (!isNarrow && (isSparse || direction == 0)) {
            return Optional.empty();
        }
        var runs = prefixes.stream().map(this::run).toList();
        var mayRepeat = IntStream.range(0, entries.keys().size()).anyMatch(entries::isUnordered);
        return Optional.of(
                new Walk(runs, direction != 0, mayRepeat, Walk.worth(fixed, direction != 0, demand.isRange())));
    }

    private Iterable<Object> run(byte[] prefix) {
        var first = prefix.length == 0 ? OrderedEntries.FIRST : prefix;
        var last = joined(prefix, IndexBytes.BEHIND_ALL);
        if (next != null && demand.isRange()) {
            // of an array, one element may be above the one bound and another one below the other
            var most = entries.isUnordered(fixed) && demand.least() != null ? null : demand.most();
            first = joined(prefix, begin(next.isAscending() ? demand.least() : most, next));
            last = joined(prefix, end(next.isAscending() ? most : demand.least(), next));
        }
        return entries.between(first, last, direction < 0);
    }

    private byte[] begin(@Nullable Object bound, IndexKey key) {
        return bound == null
                ? IndexBytes.ofType(demand.anyBound(), key.isAscending())
                : IndexBytes.of(bound, key.isAscending());
    }

    private byte[] end(@Nullable Object bound, IndexKey key) {
        return bound == null
                ? IndexBytes.behindType(demand.anyBound(), key.isAscending())
                : joined(IndexBytes.of(bound, key.isAscending()), IndexBytes.BEHIND_ALL);
    }
}
