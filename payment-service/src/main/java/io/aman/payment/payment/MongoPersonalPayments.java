package io.aman.payment.payment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.audit.AuditChain;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;
import io.aman.platform.idempotency.MongoKeyRing;
import io.aman.platform.page.Cursor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Payers in payments: a pseudonym takes the payer's place, and what was typed and from where goes, in one conditional
 * update a payment that also records the erasure; answers that were kept go with their keys. Amounts, states and the
 * chain stay.
 *
 * <p>A payment waits while somebody looks for an outcome, since what is asked again under the same key must be the same,
 * and while an event is unpublished. Where the looking was given up, nothing is asked again but how it stands.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // others find theirs by the payments
final class MongoPersonalPayments implements PersonalData {

    private static final int PAGE = 100;
    private static final int MOST_NAMED = 20;

    private final Payments payments;
    private final MongoOperations mongo;
    private final AuditChain chains;
    private final Clock clock;

    MongoPersonalPayments(Payments payments, MongoOperations mongo, AuditChain chains, Clock clock) {
        this.payments = payments;
        this.mongo = mongo;
        this.chains = chains;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "payments";
    }

    @Override
    public Outcome erase(Person person) {
        var pending = 0L;
        var waiting = new ArrayList<String>();
        Cursor place = null;
        List<Payment> page;
        do {
            page = payments.of(person.userId(), PaymentSearch.ALL, place, PAGE);
            var left = page.stream()
                    .map(Payment::id)
                    .filter(id -> !erase(id, person))
                    .map(PaymentId::value)
                    .toList();
            pending += left.size();
            waiting.addAll(left.subList(0, Math.min(left.size(), MOST_NAMED - waiting.size())));
            place = page.isEmpty() ? place : place(page.getLast());
        } while (page.size() == PAGE);
        var erased = mongo.count(query(where(MongoPayments.PAYER).is(person.pseudonym())), MongoPayments.COLLECTION);
        return Outcome.of(erased, pending, waiting);
    }

    private static Cursor place(Payment payment) {
        return new Cursor(payment.terms().createdAt(), payment.id().value());
    }

    /** @return false when it has to wait, or somebody changed it at the same moment */
    private boolean erase(PaymentId id, Person person) {
        var stored = mongo.findById(id.value(), MongoPayment.class, MongoPayments.COLLECTION);
        if (stored == null || !stored.payer().equals(person.userId())) {
            return true;
        }
        return isAtRest(stored) && write(stored, person);
    }

    private static boolean isAtRest(MongoPayment stored) {
        var progress = stored.progress();
        return progress.nextCheckAt() == null
                && (stored.outbox() == null || stored.outbox().isEmpty());
    }

    private boolean write(MongoPayment stored, Person person) {
        var subject = stored.toPayment().terms().subject();
        var before = Objects.requireNonNullElse(stored.audit(), List.<AuditEntry>of());
        var chain = stored.chain() == null ? chains.begin(subject, before.size()) : stored.chain();
        var actor = "user:" + person.userId();
        var kept = before.stream().map(entry -> chains.erase(entry, actor, person.pseudonym()));
        var told = chains.extend(subject.id(), chains.erase(subject, chain), List.of(entry(stored, person)));
        var written = mongo.updateFirst(
                query(where("_id").is(stored.id()).and(MongoPayments.VERSION).is(stored.version())),
                MongoKeyRing.forget(new Update())
                        .inc(MongoPayments.VERSION, 1)
                        .set(MongoPayments.PAYER, person.pseudonym())
                        .unset(MongoPayments.REFERENCE)
                        .unset(MongoPayments.DESCRIPTION)
                        .set(MongoPayments.PROGRESS, withoutWords(stored.progress()))
                        .set(MongoPayments.CHAIN, told.chain())
                        .set(
                                MongoPayments.AUDIT,
                                Stream.concat(kept, told.entries().stream()).toList()),
                MongoPayment.class,
                MongoPayments.COLLECTION);
        return written.getMatchedCount() == 1;
    }

    private AuditEntry entry(MongoPayment stored, Person person) {
        var cause = new Cause(person.requestedBy(), clock.instant(), null, null, person.erasure());
        var trail = new Trail(new PaymentId(stored.id()), stored.progress(), false, stored.chain());
        trail.record(cause, AuditChain.ERASED, stored.progress().standing(), stored.progress(), person.pseudonym());
        return trail.entries().getFirst();
    }

    private static Progress withoutWords(Progress progress) {
        var quiet = progress;
        for (var refund : progress.refunds()) {
            quiet = quiet.replacing(refund.withoutReason());
        }
        return quiet;
    }
}
