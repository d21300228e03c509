package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A database whose indexes narrow down what a query reads, also where the library's would not. */
final class NarrowingDatabase extends H2Database {

    private final MVStore store;

    NarrowingDatabase(String name, MVStore store, CursorRegistry cursors) {
        this.store = store; // what follows opens the indexes
        super(name, store, cursors);
    }

    /** Without the size of its data, which the library writes with every change and nobody reads. */
    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        MVMap<String, Object> meta = store.openMap("meta." + getFullCollectionNamespace(name));
        return new H2Collection(this, name, options, documentsOf(name), meta, cursorRegistry) {
            @Override
            protected boolean tracksDataSize() {
                return false;
            }
        };
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        var unique = keys.size() == 1 && keys.getFirst().getKey().equals("_id")
                ? new IdIndex(name, keys, documentsOf(collection), store.openMap(index(collection, name)))
                : super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        return new NarrowingIndex(unique, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (!sparse || keys.size() > 1) {
            return super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
        }
        var map = index(collection, name);
        var isNew = !store.hasMap(map);
        return new SparseIndex(name, keys.getFirst(), store.openMap(map), isNew);
    }

    /** The library's names, under which it removes what belongs to an index, a collection or a database. */
    private String index(String collection, String name) {
        return getFullCollectionNamespace(collection) + "._index_" + name;
    }

    private MVMap<Object, Document> documentsOf(String collection) {
        var builder = new MVMap.Builder<Object, Document>().valueType(new BsonType());
        return store.openMap("databases." + getFullCollectionNamespace(collection), builder);
    }
}
