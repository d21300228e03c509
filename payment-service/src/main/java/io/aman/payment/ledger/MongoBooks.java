package io.aman.payment.ledger;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import io.aman.events.Money;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;

/** The lines of our books in MongoDB, by day; they are only ever added. */
class MongoBooks {

    static final String COLLECTION = "book_lines";

    private static final Logger log = LoggerFactory.getLogger(MongoBooks.class);
    private static final String DAY = "day";
    private static final String PROVIDER = "provider";

    private record Stored(
            @Id String id,
            String day,
            String provider,
            String paymentId,
            Kind kind,
            String paymentRef,
            @Nullable String refundRef,
            Money amount,
            Instant at) {

        BookLine toLine() {
            return new BookLine(id, provider, paymentId, new Line(kind, paymentRef, refundRef, amount, at));
        }
    }

    private final MongoOperations mongo;

    MongoBooks(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void declareIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index(DAY, Sort.Direction.ASC).on(PROVIDER, Sort.Direction.ASC));
    }

    /** Lines that were told before are left as they are. */
    void add(List<BookLine> added) {
        var documents = added.stream().map(this::stored).toList();
        mongo.execute(COLLECTION, lines -> {
            try {
                return lines.insertMany(documents, new InsertManyOptions().ordered(false));
            } catch (MongoBulkWriteException e) {
                if (!isOnlyOfKnownLines(e)) {
                    throw e;
                }
                log.debug(
                        "{} lines are in the books already", e.getWriteErrors().size());
                return null;
            }
        });
    }

    private static boolean isOnlyOfKnownLines(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && e.getWriteErrors().stream()
                        .allMatch(error -> ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
    }

    private Document stored(BookLine added) {
        var line = added.line();
        var stored = new Stored(
                added.id(),
                added.day().toString(),
                added.provider(),
                added.paymentId(),
                line.kind(),
                line.paymentRef(),
                line.refundRef(),
                line.amount(),
                line.at());
        var document = new Document();
        mongo.getConverter().write(stored, document);
        document.remove("_class"); // a stored form that outlives the name of the record
        return document;
    }

    boolean has(String id) {
        return mongo.exists(query(where("_id").is(id)), COLLECTION);
    }

    /** @param last included */
    List<BookLine> of(String provider, LocalDate first, LocalDate last) {
        var days = first.datesUntil(last.plusDays(1)).map(LocalDate::toString).toList();
        return mongo.find(query(where(DAY).in(days).and(PROVIDER).is(provider)), Stored.class, COLLECTION).stream()
                .map(Stored::toLine)
                .toList();
    }
}
