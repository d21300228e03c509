package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The index on {@code _id}, without a copy of the ids that are text: documents are stored under their ids already.
 *
 * <p>The library's own writes each id a second time, in Java's serialized form and with its whole page again on every
 * insert: a third of an insert's processor time. Other ids stay there, because equal numbers of different types are one
 * id and several keys.
 */
final class IdIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<Object, Document> documents;
    private final MVMap<KeyValue, Object> others;

    /**
     * @param documents the collection, by id
     * @param others what the library's own index would hold, and does where it was made by an earlier version
     */
    IdIndex(String name, List<IndexKey> keys, MVMap<Object, Document> documents, MVMap<KeyValue, Object> others) {
        super(name, keys, false);
        this.documents = documents;
        this.others = others;
    }

    private static @Nullable String text(KeyValue key) {
        return key.get(0) instanceof String text ? text : null;
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        var text = text(key);
        if (text == null) {
            return others.get(key);
        }
        return documents.containsKey(text) ? text : null;
    }

    /** The document is stored by now, and was checked before. */
    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        if (!(document.get("_id") instanceof String)) {
            super.add(document, position, collection);
        }
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return others.putIfAbsent(key, position) == null;
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        var text = text(key);
        if (text == null) {
            return others.remove(key);
        }
        if (!others.isEmpty()) {
            others.remove(key);
        }
        return documents.containsKey(text) ? text : null;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        Stream<Map.Entry<KeyValue, Object>> texts = documents.keySet().stream()
                .filter(String.class::isInstance)
                .map(text -> Map.entry(new KeyValue(text), text));
        var rest = others.entrySet().stream().filter(entry -> text(entry.getKey()) == null);
        return Stream.concat(texts, rest).toList();
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
