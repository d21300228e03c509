package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which documents have a field, and so finds the candidates of a query that only such documents match; the server
 * matches and sorts them afterwards.
 *
 * <p>The library keeps no index that isn't unique. Sweeps, which look each second for the few documents that wait, would
 * read the whole collection each time: with 40,000 webhooks stored that alone took a core.
 */
final class SparseIndex extends Index<Object> {

    private final String field;
    private final List<String> path;
    private final MVMap<Object, Boolean> positions;
    private final boolean isNew;

    /**
     * @param positions of the documents that have the field
     * @param isNew whether it has yet to be filled from the collection
     */
    SparseIndex(String name, IndexKey key, MVMap<Object, Boolean> positions, boolean isNew) {
        super(name, List.of(key), true);
        this.field = key.getKey();
        this.path = Arrays.asList(field.split("\\.", -1));
        this.positions = positions;
        this.isNew = isNew;
    }

    @Override
    public boolean canHandle(Document query) {
        return switch (query.get(field)) {
            case null -> false;
            case Document condition
            when condition.keySet().stream().anyMatch(key -> key.startsWith("$")) ->
                // conditions on one field must all be true, so one that excludes documents without it is enough
                condition.entrySet().stream().anyMatch(SparseIndex::isOnlyOfPresent);
            default -> true;
        };
    }

    private static boolean isOnlyOfPresent(Map.Entry<String, Object> condition) {
        var operand = condition.getValue();
        return switch (condition.getKey()) {
            case "$exists" -> Boolean.TRUE.equals(operand);
            case "$eq", "$lt", "$lte", "$gt", "$gte" -> !Missing.isNullOrMissing(operand);
            case "$in" ->
                operand instanceof Collection<?> values && values.stream().noneMatch(Objects::isNull);
            default -> false;
        };
    }

    /** A copy: what is done with these documents may change the index. */
    @Override
    public Iterable<Object> getPositions(Document query) {
        return List.copyOf(positions.keySet());
    }

    private boolean has(@Nullable Object value, List<String> path) {
        return switch (value) {
            case Document document ->
                document.containsKey(path.getFirst())
                        && (path.size() == 1 || has(document.get(path.getFirst()), path.subList(1, path.size())));
            case Collection<?> elements -> elements.stream().anyMatch(element -> has(element, path));
            case null, default -> false;
        };
    }

    /** The library's convention for a document's place in its collection, which is its id. */
    private static Object position(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return positions.containsKey(position(document)) ? position(document) : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (has(document, path)) {
            positions.put(Missing.ofNullable(position), Boolean.TRUE);
        }
    }

    @Override
    public @Nullable Object remove(Document document) {
        return positions.remove(position(document)) == null ? null : position(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!has(after, path)) {
            positions.remove(Missing.ofNullable(position));
        } else if (!has(before, path)) {
            positions.put(Missing.ofNullable(position), Boolean.TRUE);
        }
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    /** Asked when it is opened: an empty one is filled, which one that has nothing to hold need not be. */
    @Override
    public boolean isEmpty() {
        return isNew;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {}
}
