package io.aman.payment.invoice;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.invoice.InvoiceError.Contended;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The series in MongoDB, one document each.
 *
 * <p>Why no number is lost: a number is given by a conditional update on the last one, after the series and then the
 * holder were read. If somebody else served the holder before the series was read, the holder either is still pending
 * there, and keeps that number, or has arrived, and {@code stillNeeded} says no. If somebody served it after, the last
 * number has changed and the update does not match.
 */
final class MongoInvoiceNumbers implements InvoiceNumbers {

    static final String COLLECTION = "invoiceSeries";

    private static final int MAX_TRIES = 200;
    private static final Duration MAX_PAUSE = Duration.ofMillis(20);
    private static final String LAST = "last";
    private static final String PENDING = "pending";
    private static final String HOLDER = "holder";
    private static final String INVOICE = "invoice";
    private static final String NUMBER = "number";

    private final MongoOperations mongo;
    /** Only spares this process the retries; other processes are kept off by the conditional update. */
    private final ReentrantLock oneByOne = new ReentrantLock(true);

    MongoInvoiceNumbers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public OptionalLong allocate(String series, String holder, String invoiceId, BooleanSupplier stillNeeded) {
        oneByOne.lock();
        try {
            return ConditionalWrites.untilNobodyIsFaster(
                            MAX_TRIES, MAX_PAUSE, () -> given(series, holder, invoiceId, stillNeeded))
                    .orElseThrow(() -> new Contended("Series " + series));
        } finally {
            oneByOne.unlock();
        }
    }

    /** @return the holder's number, or none where none is needed; empty when somebody else was given the next one */
    private Optional<OptionalLong> given(String series, String holder, String invoiceId, BooleanSupplier stillNeeded) {
        var seen = series(series);
        var given = pendingOf(seen, holder);
        if (given.isPresent() || !stillNeeded.getAsBoolean()) {
            return Optional.of(given);
        }
        var next = seen.getLong(LAST) + 1;
        return give(series, holder, invoiceId, next) ? Optional.of(OptionalLong.of(next)) : Optional.empty();
    }

    private boolean give(String series, String holder, String invoiceId, long next) {
        var entry = new Document(HOLDER, holder).append(INVOICE, invoiceId).append(NUMBER, next);
        return mongo.updateFirst(
                                query(where("_id").is(series).and(LAST).is(next - 1)),
                                new Update().set(LAST, next).push(PENDING, entry),
                                COLLECTION)
                        .getMatchedCount()
                == 1;
    }

    private Document series(String series) {
        var found = mongo.findById(series, Document.class, COLLECTION);
        if (found != null) {
            return found;
        }
        try {
            var fresh = new Document("_id", series).append(LAST, 0L).append(PENDING, List.of());
            return mongo.insert(fresh, COLLECTION);
        } catch (DuplicateKeyException _) {
            return series(series);
        }
    }

    private static OptionalLong pendingOf(Document series, String holder) {
        return series.getList(PENDING, Document.class, List.of()).stream()
                .filter(entry -> holder.equals(entry.getString(HOLDER)))
                .mapToLong(entry -> entry.getLong(NUMBER))
                .findFirst();
    }

    @Override
    public void arrived(String series, String holder) {
        mongo.updateFirst(
                query(where("_id").is(series)), new Update().pull(PENDING, new Document(HOLDER, holder)), COLLECTION);
    }

    @Override
    public List<Pending> pending() {
        return mongo.findAll(Document.class, COLLECTION).stream()
                .flatMap(series -> series.getList(PENDING, Document.class, List.of()).stream()
                        .map(entry -> new Pending(
                                series.getString("_id"),
                                entry.getString(HOLDER),
                                entry.getString(INVOICE),
                                entry.getLong(NUMBER))))
                .toList();
    }
}
