package io.aman.local.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that reads only what its indexes can't rule out, and ends where enough is found in the wanted order; each
 * document is matched against the whole query all the same.
 */
final class NarrowingCollection extends H2Collection {

    private final IdOrder ids;
    private @Nullable Document aggregated; // commands run one at a time
    private boolean isChanging;

    NarrowingCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.ids = new IdOrder(documents);
    }

    /** The size of the data, which the library would write with every change and nobody reads. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /**
     * The library changes the document that was found, and stores it again. It gets a copy of it, whose values it replaces
     * but never changes: what is stored stays as it is, so that answers may hold it while others write.
     */
    @Override
    public synchronized @Nullable Document updateDocuments(
            Document selector,
            Document update,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        isChanging = true;
        try {
            return super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog);
        } finally {
            isChanging = false;
        }
    }

    /** As {@link #updateDocuments}. */
    @Override
    public synchronized @Nullable Document findAndModify(Document query) {
        isChanging = true;
        try {
            return super.findAndModify(query);
        } finally {
            isChanging = false;
        }
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        var found = found(query, orderBy, skip, limit, batchSize, projection);
        return isChanging
                ? new QueryResult(
                        found.collectDocuments().stream().map(Document::clone).toList())
                : found;
    }

    private QueryResult found(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        var named = orderBy == null ? ids.named(query) : Optional.<Stream<Document>>empty();
        if (named.isPresent()) {
            return matchDocumentsFromStream(query, named.get(), skip, limit, batchSize, null, projection);
        }
        var walk = getIndexes().stream().anyMatch(index -> index.canHandle(query))
                ? Optional.<Walk>empty()
                : walk(query, orderBy);
        if (walk.isEmpty()) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
        }
        var isSorted = walk.get().isSorted();
        return matchDocumentsFromStream(
                query,
                documents(walk.get(), isSorted ? deriveComparator(orderBy) : null),
                skip,
                limit,
                batchSize,
                isSorted ? null : deriveComparator(orderBy),
                projection);
    }

    /**
     * Has the aggregation that comes now begin with what its first stage matches, which that stage does once more. The
     * library's would hold the whole collection in memory: counting a person's sessions among a million took all of it.
     */
    void aggregateFrom(@Nullable Document match) {
        aggregated = match;
    }

    /** The first to ask is the aggregation itself; who asks later looks something up for it, and among all. */
    @Override
    public Stream<Document> queryAllAsStream() {
        var match = aggregated;
        aggregated = null;
        return match == null ? super.queryAllAsStream() : handleQueryAsStream(match);
    }

    private Optional<Walk> walk(Document query, @Nullable Document orderBy) {
        if (orderBy != null && orderBy.containsKey("$natural")) {
            return Optional.empty();
        }
        var conditions = Conditions.of(query);
        var byIndex = getIndexes().stream()
                .filter(OrderedIndex.class::isInstance)
                .flatMap(index -> ((OrderedIndex) index).walk(conditions, orderBy).stream());
        return Stream.concat(byIndex, ids.walk(conditions, orderBy).stream()).max(Comparator.comparingInt(Walk::worth));
    }

    private Stream<Document> documents(Walk walk, @Nullable Comparator<Document> order) {
        if (order != null && walk.runs().size() > 1) {
            var runs = walk.runs().stream()
                    .map(run -> stream(run).map(this::getDocument).iterator())
                    .toList();
            Iterable<Document> merged = () -> new Merged<>(runs, order);
            return walk.mayRepeat() ? stream(merged).distinct() : stream(merged);
        }
        var positions = walk.runs().stream().flatMap(NarrowingCollection::stream);
        return (walk.mayRepeat() ? positions.distinct() : positions).map(this::getDocument);
    }

    private static <T> Stream<T> stream(Iterable<T> iterable) {
        return StreamSupport.stream(iterable.spliterator(), false);
    }
}
