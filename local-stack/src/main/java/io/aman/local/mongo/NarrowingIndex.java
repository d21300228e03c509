package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A unique index that finds the candidates of a query by those of its conditions that are on the index's keys; the server
 * matches them against the whole query afterwards.
 *
 * <p>The library's own serves only queries for exactly its keys, so that each conditional update ({@code _id} and
 * {@code version}) would read the whole collection.
 */
final class NarrowingIndex extends Index<Object> {

    private final Index<Object> index;

    NarrowingIndex(Index<Object> index, boolean sparse) {
        super(index.getName(), index.getKeys(), sparse);
        this.index = index;
    }

    private @Nullable Document narrowed(Document query) {
        if (!query.keySet().containsAll(keySet())) {
            return null;
        }
        var narrowed = new Document();
        keys().forEach(key -> narrowed.append(key, query.get(key)));
        return narrowed;
    }

    @Override
    public boolean canHandle(Document query) {
        var narrowed = narrowed(query);
        return narrowed != null && index.canHandle(narrowed);
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        var narrowed = narrowed(query);
        return index.getPositions(narrowed == null ? query : narrowed);
    }

    @Override
    public Set<KeyValue> getKeyValues(Document document) {
        return index.getKeyValues(document);
    }

    @Override
    public Object getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        index.add(document, position, collection);
    }

    @Override
    public Object remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public boolean isEmpty() {
        return index.isEmpty();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public Document toIndexDescription() {
        return index.toIndexDescription();
    }

    @Override
    public void drop() {
        index.drop();
    }
}
