package io.aman.bench.growth;

import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * How large the documents of a collection are, in bytes as the database gives them. Their ids are random, so that those
 * behind evenly spread ids are as good as any.
 */
final class RecordSizes {

    private static final int PLACES = 256;
    private static final int AT_EACH = 80;

    private RecordSizes() {}

    /** @param prefix what every id begins with, before its hexadecimal digits */
    static IntSummaryStatistics of(MongoCollection<Document> collection, String prefix) {
        var documents = collection.withDocumentClass(RawBsonDocument.class);
        var sizes = new IntSummaryStatistics();
        for (var place = 0; place < PLACES; place++) {
            var some = documents
                    .find(gt("_id", String.format(Locale.ROOT, "%s%02x", prefix, place)))
                    .sort(Sorts.ascending("_id"))
                    .limit(AT_EACH);
            for (var document : some) {
                sizes.accept(document.getByteBuffer().remaining());
            }
        }
        return sizes;
    }
}
