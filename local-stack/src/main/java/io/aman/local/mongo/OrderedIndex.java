package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index that is not unique, of one field or several; if it is sparse, of the documents only that have one of them.
 *
 * <p>The library keeps none, and would read the whole collection. Sweeps, which look each second for the few documents
 * that wait, took a core with 40,000 webhooks stored.
 */
final class OrderedIndex extends Index<Object> {

    private final OrderedEntries entries;
    private final List<List<String>> paths;
    private final boolean isNew;

    /** @param isNew whether the entries have yet to be made from the collection */
    OrderedIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<byte[], Object> entries, boolean isNew) {
        super(name, keys, sparse);
        this.entries = new OrderedEntries(keys, entries);
        this.paths =
                keys().stream().map(key -> Arrays.asList(key.split("\\.", -1))).toList();
        this.isNew = isNew;
    }

    /** @return empty where it is of no use for the query */
    Optional<Walk> walk(Conditions conditions, @Nullable Document orderBy) {
        return new Route(entries, conditions, orderBy).walk(isSparse());
    }

    /** What the document has under the keys: several rows for an array, none where it is not in the index. */
    private List<List<Object>> rows(Document document) {
        if (isSparse() && paths.stream().noneMatch(path -> has(document, path))) {
            return List.of();
        }
        var values = new ArrayList<Object>();
        var isArray = false;
        for (var key : keys()) {
            var value = Utils.getSubdocumentValueCollectionAware(document, key);
            if (value instanceof Collection<?>) {
                entries.setUnordered(values.size());
                isArray = true;
            }
            values.add(Missing.ofNullable(value));
        }
        return isArray ? rows(document, values) : List.of(values);
    }

    private List<List<Object>> rows(Document document, List<Object> values) {
        var rows = getKeyValues(document).stream()
                .map(row -> row.stream().map(Missing::ofNullable).toList())
                .toList();
        return rows.isEmpty() // as if an empty array were not there
                ? List.of(values.stream()
                        .map(value -> value instanceof Collection<?> ? Missing.getInstance() : value)
                        .toList())
                : rows;
    }

    private static boolean has(@Nullable Object value, List<String> path) {
        return switch (value) {
            case Document document ->
                document.containsKey(path.getFirst())
                        && (path.size() == 1 || has(document.get(path.getFirst()), path.subList(1, path.size())));
            case Collection<?> elements -> elements.stream().anyMatch(element -> has(element, path));
            case null, default -> false;
        };
    }

    /** The library's convention for a document's place in its collection, which is its id. */
    @Override
    public Object getPosition(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        entries.change(List.of(), rows(document), Missing.ofNullable(position));
    }

    @Override
    public Object remove(Document document) {
        entries.change(rows(document), List.of(), getPosition(document));
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        var old = rows(before);
        var now = rows(after);
        if (!old.equals(now)) { // most changes touch no field of it
            entries.change(old, now, Missing.ofNullable(position));
        }
    }

    /** Not by the library's way; see {@link #walk}. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCount() {
        return entries.count();
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
