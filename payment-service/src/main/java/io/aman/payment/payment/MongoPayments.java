package io.aman.payment.payment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.audit.AuditChain;
import io.aman.payment.payment.PaymentError.Contended;
import io.aman.platform.idempotency.HeldKey;
import io.aman.platform.idempotency.KeptAnswer;
import io.aman.platform.idempotency.MongoKeyRing;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.page.Cursor;
import io.aman.platform.write.ConditionalWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Payments in MongoDB, one document each: state, trail and unsent events exist together or not at all (D1). */
final class MongoPayments implements Payments {

    static final String COLLECTION = "payments";

    private static final int MAX_TRIES = 40;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);
    static final String PAYER = "payer";
    static final String REFERENCE = "reference";
    static final String DESCRIPTION = "description";
    static final String CREATED_AT = "createdAt";
    /** As the payer sees it. */
    private static final String STATE = "shownState";

    private static final String PROVIDER = "provider";
    static final String VERSION = "version";
    static final String PROGRESS = "progress";
    static final String PROVIDER_REF = "progress.providerRef";
    private static final String NEXT_CHECK_AT = "nextCheckAt";
    private static final String UNKNOWN = "unknown";
    static final String AUDIT = "audit";
    static final String CHAIN = "chain";

    private final MongoOperations mongo;
    private final Outbox outbox;
    private final Consumer<Payment> written;
    private final MongoChains chains;

    /** @param written told of each write that has left events to publish */
    MongoPayments(MongoOperations mongo, Outbox outbox, Consumer<Payment> written, AuditChain chains) {
        this.mongo = mongo;
        this.outbox = outbox;
        this.written = written;
        this.chains = new MongoChains(mongo, chains);
    }

    void declareIndexes() {
        var indexes = mongo.indexOps(COLLECTION);
        indexes.createIndex(new Index(PAYER, Sort.Direction.ASC)
                .on(CREATED_AT, Sort.Direction.DESC)
                .on("_id", Sort.Direction.DESC));
        for (var field : List.of(STATE, REFERENCE)) {
            indexes.createIndex(new Index(PAYER, Sort.Direction.ASC)
                    .on(field, Sort.Direction.ASC)
                    .on(CREATED_AT, Sort.Direction.DESC)
                    .on("_id", Sort.Direction.DESC));
        }
        indexes.createIndex(new Index(NEXT_CHECK_AT, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(UNKNOWN, Sort.Direction.ASC).sparse());
        indexes.createIndex(new Index(PROVIDER_REF, Sort.Direction.ASC).unique().sparse());
        indexes.createIndex(MongoKeyRing.makers());
    }

    @Override
    public Payment add(Payment payment) {
        return ConditionalWrites.untilNobodyIsFaster(
                        MAX_TRIES, MAX_PAUSE, () -> inserted(payment).or(() -> standing(payment)))
                .orElseThrow(() -> new Contended(payment.id()));
    }

    /** Empty when it, or another under the same key, was there before. */
    private Optional<Payment> inserted(Payment payment) {
        try {
            var document = new Document();
            var audit = chains.extended(payment);
            mongo.getConverter().write(MongoPayment.of(payment, audit, outbox), document);
            document.remove("_class"); // a stored form that outlives the name of the record
            mongo.insert(document, COLLECTION);
            tell(payment);
            return Optional.of(payment.stored(audit.chain()));
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    /** Empty when the key that was in the way has been freed since. */
    private Optional<Payment> standing(Payment payment) {
        return find(payment.id()).or(() -> payment.keys().maker().flatMap(this::findMadeUnder));
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        return one(query(where("_id").is(id.value())));
    }

    @Override
    public List<Payment> findAll(Collection<PaymentId> ids) {
        return many(query(where("_id").in(ids.stream().map(PaymentId::value).toList())));
    }

    @Override
    public Optional<Payment> findByProviderRef(String ref) {
        return one(query(where(PROVIDER_REF).is(ref)));
    }

    @Override
    public Optional<Payment> findMadeUnder(String keyId) {
        return one(query(where(MongoKeyRing.MAKER).is(keyId)));
    }

    @Override
    public Optional<KeptAnswer> keptAnswer(PaymentId id, HeldKey<Payment> key) {
        var answers = query(where("_id").is(id.value()));
        answers.fields().include(MongoKeyRing.ANSWERS + "." + key.id());
        return MongoKeyRing.answer(mongo.findOne(answers, Document.class, COLLECTION), key);
    }

    private Optional<Payment> one(Query query) {
        return Optional.ofNullable(mongo.findOne(lean(query), MongoPayment.class, COLLECTION))
                .map(MongoPayment::toPayment);
    }

    private List<Payment> many(Query query) {
        return mongo.find(lean(query), MongoPayment.class, COLLECTION).stream()
                .map(MongoPayment::toPayment)
                .toList();
    }

    @Override
    public Payment change(PaymentId id, Consumer<Payment> change) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> changed(require(id), change))
                .orElseThrow(() -> new Contended(id));
    }

    @Override
    public Payment change(Payment seen, Consumer<Payment> change) {
        return changed(seen, change).orElseGet(() -> change(seen.id(), change));
    }

    @Override
    public boolean changeIfUnchanged(Payment seen, Consumer<Payment> change) {
        return changed(seen, change).isPresent();
    }

    /** The payment as it stands after the change; empty when somebody has written since it was seen. */
    private Optional<Payment> changed(Payment seen, Consumer<Payment> change) {
        change.accept(seen);
        return seen.isChanged() ? write(seen) : Optional.of(seen);
    }

    private Optional<Payment> write(Payment payment) {
        var id = payment.id().value();
        var update = new Update()
                .inc(VERSION, 1)
                .set(PROVIDER, payment.terms().provider())
                .set(PROGRESS, payment.progress())
                .set(STATE, payment.shownState());
        var chain = payment.trail().chain();
        if (!payment.newEntries().isEmpty()) {
            var audit = chains.extended(payment);
            chain = audit.chain();
            update.set(CHAIN, chain).push(AUDIT).each(audit.entries().toArray());
        }
        var next = payment.progress().nextCheckAt();
        update = next == null ? update.unset(NEXT_CHECK_AT) : update.set(NEXT_CHECK_AT, next);
        var unknown = markerOf(payment);
        update = unknown == null ? update.unset(UNKNOWN) : update.set(UNKNOWN, unknown);
        var result = mongo.updateFirst(
                query(where("_id").is(id).and(VERSION).is(payment.version())),
                MongoKeyRing.append(outbox.append(update, payment.newEvents()), payment.keys()),
                MongoPayment.class,
                COLLECTION);
        if (result.getMatchedCount() == 0) {
            return Optional.empty();
        }
        tell(payment);
        return Optional.of(payment.stored(chain));
    }

    private void tell(Payment written) {
        if (!written.newEvents().isEmpty()) {
            this.written.accept(written);
        }
    }

    @Override
    public List<Payment> of(String payer, PaymentSearch search, @Nullable Cursor after, int limit) {
        var wanted = new ArrayList<>(List.of(where(PAYER).is(payer)));
        narrow(wanted, STATE, search.state(), Criteria::in);
        narrow(wanted, CREATED_AT, search.from(), Criteria::gte);
        narrow(wanted, CREATED_AT, search.to(), Criteria::lt);
        narrow(wanted, "amount.amountMinor", search.minAmountMinor(), Criteria::gte);
        narrow(wanted, "amount.amountMinor", search.maxAmountMinor(), Criteria::lte);
        narrow(wanted, "amount.currency", search.currency(), Criteria::is);
        narrow(wanted, REFERENCE, search.reference(), Criteria::is);
        if (after != null) {
            wanted.add(after.olderBy(CREATED_AT));
        }
        var page = query(new Criteria().andOperator(wanted))
                .with(Sort.by(Sort.Direction.DESC, CREATED_AT, "_id"))
                .limit(limit);
        return many(page);
    }

    private static <T> void narrow(
            List<Criteria> wanted, String field, @Nullable T value, BiFunction<Criteria, T, Criteria> narrowed) {
        if (value != null) {
            wanted.add(narrowed.apply(where(field), value));
        }
    }

    static @Nullable String markerOf(Payment payment) {
        return UnknownOutcome.place(payment).map(MongoPayments::marker).orElse(null);
    }

    private static String marker(Cursor place) {
        return "%015d.%s".formatted(place.at().toEpochMilli(), place.id());
    }

    @Override
    public List<Payment> unknown(@Nullable Cursor after, int limit) {
        var marked = where(UNKNOWN).gt("");
        var page = query(after == null ? marked : marked.lt(marker(after)))
                .with(Sort.by(Sort.Direction.DESC, UNKNOWN))
                .limit(limit);
        return many(page);
    }

    @Override
    public Optional<Payment> claimDue(Instant now, Instant leaseUntil) {
        var due = query(where(NEXT_CHECK_AT).lte(now)).with(Sort.by(NEXT_CHECK_AT));
        return Optional.ofNullable(mongo.findAndModify(
                        lean(due),
                        new Update().set(NEXT_CHECK_AT, leaseUntil),
                        FindAndModifyOptions.options().returnNew(true),
                        MongoPayment.class,
                        COLLECTION))
                .map(MongoPayment::toPayment);
    }

    @Override
    public int countUnknown(int atMost) {
        return Math.toIntExact(mongo.count(query(where(UNKNOWN).gt("")).limit(atMost), COLLECTION));
    }

    /** Trail, outbox and kept answers only grow in the document; rules never need them. */
    private static Query lean(Query query) {
        query.fields().exclude(AUDIT, Outbox.FIELD, MongoKeyRing.ANSWERS);
        return query;
    }
}
