package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/** A database whose indexes narrow down what a query reads, also where the library's would not. */
final class NarrowingDatabase extends H2Database {

    private final MVStore store;

    NarrowingDatabase(String name, MVStore store, CursorRegistry cursors) {
        this.store = store; // what follows opens the indexes
        super(name, store, cursors);
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (!command.equalsIgnoreCase("aggregate")
                || !(resolveCollection(String.valueOf(query.get(command)), false)
                        instanceof NarrowingCollection first)) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        try {
            first.aggregateFrom(firstMatch(query));
            return super.handleCommand(channel, command, query, databases, oplog);
        } finally {
            first.aggregateFrom(null);
        }
    }

    /** Null where there is none, or one that may mean what only the aggregation knows. */
    private static @Nullable Document firstMatch(Document aggregate) {
        return aggregate.get("pipeline") instanceof List<?> stages
                        && !stages.isEmpty()
                        && stages.getFirst() instanceof Document stage
                        && stage.get("$match") instanceof Document match
                        && !match.toString().contains("$expr")
                ? match
                : null;
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        MVMap<String, Object> meta = store.openMap("meta." + getFullCollectionNamespace(name));
        return new NarrowingCollection(this, name, options, documentsOf(name), meta, cursorRegistry);
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
        store.removeMap(index(collection, name)); // an earlier version knew only which documents had the field
        var map = ordered(collection, name);
        var isNew = !store.hasMap(map);
        var bytes = new MVMap.Builder<byte[], Object>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(new IdType());
        return new OrderedIndex(name, keys, sparse, store.openMap(map, bytes), isNew);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String name) {
        super.dropIndex(collection, name);
        store.removeMap(ordered(collection.getCollectionName(), name));
    }

    /** As the library's names begin, so that it is removed with its database. */
    private String ordered(String collection, String name) {
        return getFullCollectionNamespace(collection) + "._ordered_" + name;
    }

    /** The library's names, under which it removes what belongs to an index, a collection or a database. */
    private String index(String collection, String name) {
        return getFullCollectionNamespace(collection) + "._index_" + name;
    }

    private MVMap<Object, Document> documentsOf(String collection) {
        var builder =
                new MVMap.Builder<Object, Document>().keyType(new IdType()).valueType(new BsonType());
        return store.openMap("databases." + getFullCollectionNamespace(collection), builder);
    }
}
