package io.aman.payment.invoice;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.invoice.InvoiceError.Contended;
import io.aman.payment.invoice.InvoiceError.NotFound;
import io.aman.payment.invoice.InvoiceError.PaymentAlreadyUsed;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Invoices in MongoDB, one document each: state, trail and unsent events exist together or not at all (D1). */
final class MongoInvoices implements Invoices {

    static final String COLLECTION = "invoices";

    private static final int MAX_TRIES = 40;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);
    private static final String PEOPLE = "people";
    private static final String STATE = "body.state";
    private static final String CREATED_AT = "createdAt";
    private static final String VERSION = "version";
    private static final String BODY = "body";
    private static final String PAYMENT = "body.payment";
    private static final String NUMBER = "body.number";
    private static final String AWAITS_NUMBER = "awaitsNumber";
    private static final String AUDIT = "audit";

    /**
     * An invoice as it is stored; its outbox is {@link Outbox}'s alone.
     *
     * @param people who sees it
     * @param awaitsNumber only there while it, or a credit note of it, waits for a number
     */
    private record Stored(
            @Id String id,
            long version,
            String owner,
            List<String> people,
            Instant createdAt,
            InvoiceBody body,
            @Nullable Boolean awaitsNumber,
            @Nullable List<InvoiceEntry> audit,
            @Nullable List<Document> outbox) {

        static Stored of(Invoice invoice, Outbox outbox) {
            return new Stored(
                    invoice.id().value(),
                    invoice.version() + 1,
                    invoice.owner(),
                    invoice.people(),
                    invoice.createdAt(),
                    invoice.body(),
                    null,
                    invoice.newEntries(),
                    outbox.entries(invoice.newEvents()));
        }

        Invoice toInvoice() {
            return new Invoice(new InvoiceId(id), owner, createdAt, body, version);
        }
    }

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<String> written;

    /** @param written told the id after each write that may have left events to publish */
    MongoInvoices(MongoOperations mongo, Outbox outbox, Consumer<String> written) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PEOPLE, Sort.Direction.ASC)
                .on(CREATED_AT, Sort.Direction.DESC)
                .on("_id", Sort.Direction.DESC));
        indexes.createIndex(new Index(PEOPLE, Sort.Direction.ASC)
                .on(STATE, Sort.Direction.ASC)
                .on(CREATED_AT, Sort.Direction.DESC)
                .on("_id", Sort.Direction.DESC));
        indexes.createIndex(new Index(PAYMENT, Sort.Direction.ASC).unique().sparse());
        indexes.createIndex(new Index(NUMBER, Sort.Direction.ASC).unique().sparse());
        indexes.createIndex(new Index(AWAITS_NUMBER, Sort.Direction.ASC).sparse());
    }

    @Override
    public Invoice add(Invoice invoice) {
        try {
            var document = new Document();
            mongo.getConverter().write(Stored.of(invoice, outbox), document);
            document.remove("_class"); // a stored form that outlives the name of the record
            mongo.insert(document, COLLECTION);
            written.accept(invoice.id().value());
        } catch (DuplicateKeyException _) {
            // the operation was run before
        }
        return find(invoice.id()).orElseThrow(NotFound::new);
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return one(query(where("_id").is(id.value())));
    }

    @Override
    public Optional<Invoice> findByPayment(String paymentId) {
        return one(query(where(PAYMENT).is(paymentId)));
    }

    @Override
    public Optional<Invoice> findByNumber(String number) {
        return one(query(where(NUMBER).is(number)));
    }

    @Override
    public Set<String> known(Set<String> payments, Set<String> numbers) {
        return Stream.concat(having(PAYMENT, payments), having(NUMBER, numbers)).collect(Collectors.toSet());
    }

    private Stream<String> having(String field, Set<String> values) {
        if (values.isEmpty()) {
            return Stream.empty();
        }
        var having = query(where(field).in(values));
        having.fields().include(field);
        return mongo.find(having, Document.class, COLLECTION).stream()
                .map(document -> document.getEmbedded(List.of(field.split("\\.")), String.class));
    }

    private Optional<Invoice> one(Query query) {
        return Optional.ofNullable(mongo.findOne(lean(query), Stored.class, COLLECTION))
                .map(Stored::toInvoice);
    }

    @Override
    public Invoice change(InvoiceId id, Consumer<Invoice> change) {
        return ConditionalWrites.untilNobodyIsFaster(
                        MAX_TRIES, MAX_PAUSE, () -> changed(find(id).orElseThrow(NotFound::new), change))
                .orElseThrow(() -> new Contended("Invoice " + id));
    }

    /** @return the invoice as it is stored afterwards; empty when somebody else has written in between */
    private Optional<Invoice> changed(Invoice invoice, Consumer<Invoice> change) {
        change.accept(invoice);
        if (!invoice.isChanged()) {
            return Optional.of(invoice);
        }
        return write(invoice)
                ? Optional.of(new Invoice(
                        invoice.id(), invoice.owner(), invoice.createdAt(), invoice.body(), invoice.version() + 1))
                : Optional.empty();
    }

    private boolean write(Invoice invoice) {
        var id = invoice.id().value();
        var update = new Update()
                .inc(VERSION, 1)
                .set(BODY, invoice.body())
                .set(PEOPLE, invoice.people())
                .push(AUDIT)
                .each(invoice.newEntries().toArray());
        update = invoice.awaitsNumber() ? update.set(AWAITS_NUMBER, true) : update.unset(AWAITS_NUMBER);
        try {
            var result = mongo.updateFirst(
                    query(where("_id").is(id).and(VERSION).is(invoice.version())),
                    outbox.append(update, invoice.newEvents()),
                    Stored.class,
                    COLLECTION);
            if (result.getMatchedCount() == 0) {
                return false;
            }
        } catch (DuplicateKeyException e) {
            if (findByPayment(String.valueOf(invoice.body().payment())).isPresent()) {
                throw new PaymentAlreadyUsed();
            }
            throw e;
        }
        written.accept(id);
        return true;
    }

    @Override
    public List<Invoice> of(String user, @Nullable InvoiceState state, @Nullable Cursor after, int limit) {
        var own = where(PEOPLE).is(user);
        if (state != null) {
            own = own.and(STATE).is(state.name());
        }
        var page = query(after == null ? own : own.andOperator(after.olderBy(CREATED_AT)))
                .with(Sort.by(Sort.Direction.DESC, CREATED_AT, "_id"))
                .limit(limit);
        return mongo.find(lean(page), Stored.class, COLLECTION).stream()
                .map(Stored::toInvoice)
                .toList();
    }

    @Override
    public Optional<List<InvoiceEntry>> audit(InvoiceId id) {
        var trail = query(where("_id").is(id.value()));
        trail.fields().exclude(Outbox.FIELD);
        return Optional.ofNullable(mongo.findOne(trail, Stored.class, COLLECTION))
                .map(stored -> Objects.requireNonNullElse(stored.audit(), List.of()));
    }

    @Override
    public List<InvoiceId> awaitingNumber(int limit) {
        var waiting = query(where(AWAITS_NUMBER).is(true)).limit(limit);
        waiting.fields().include("_id");
        return mongo.find(waiting, Document.class, COLLECTION).stream()
                .map(document -> new InvoiceId(document.getString("_id")))
                .toList();
    }

    /** Trail and outbox only grow in the document; rules never need them. */
    private static Query lean(Query query) {
        query.fields().exclude(AUDIT, Outbox.FIELD);
        return query;
    }
}
