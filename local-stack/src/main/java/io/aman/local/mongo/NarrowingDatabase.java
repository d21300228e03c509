package io.aman.local.mongo;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database whose indexes narrow down what a query reads, also where the library's would not. */
final class NarrowingDatabase extends H2Database {

    private final MVStore store;

    NarrowingDatabase(String name, MVStore store, CursorRegistry cursors) {
        this.store = store; // what follows opens the indexes
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new NarrowingIndex(super.openOrCreateUniqueIndex(collection, name, keys, sparse), sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (!sparse || keys.size() > 1) {
            return super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
        }
        // under this name the library removes it, with the index or the database
        var map = getFullCollectionNamespace(collection) + "._index_" + name;
        var isNew = !store.hasMap(map);
        return new SparseIndex(name, keys.getFirst(), store.openMap(map), isNew);
    }
}
