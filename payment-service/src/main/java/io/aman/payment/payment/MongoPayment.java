package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.audit.AuditChain.Extended;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.Chain;
import io.aman.platform.idempotency.MongoKeyRing;
import io.aman.platform.outbox.Outbox;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A payment as it is stored; its outbox is {@link Outbox}'s alone, and the answers beside its keys are {@link MongoKeyRing}'s.
 *
 * @param nextCheckAt of the first open attempt or refund, or the end of the lease of whoever is looking
 * @param unknown since when something about it is not known, with its id, as text in that order: one field, so that
 *     a sparse index holds nothing else and is in the order of pages
 * @param chain the end of the audit chain; null until something is written behind entries that were never chained
 */
record MongoPayment(
        @Id String id,
        long version,
        String payer,
        Money amount,
        String provider,
        @Nullable String reference,
        @Nullable String description,
        @Nullable URI returnUrl,
        Instant createdAt,
        Progress progress,
        @Nullable PaymentState shownState,
        @Nullable Instant nextCheckAt,
        @Nullable String unknown,
        @Nullable List<AuditEntry> audit,
        @Nullable Chain chain,
        @Nullable List<Document> outbox,
        @Nullable Document keys,
        @Nullable String madeUnder) {

    static MongoPayment of(Payment payment, Extended audit, Outbox outbox) {
        var terms = payment.terms();
        return new MongoPayment(
                terms.id().value(),
                payment.version() + 1,
                terms.payer(),
                terms.amount(),
                terms.provider(),
                terms.reference(),
                terms.description(),
                terms.returnUrl(),
                terms.createdAt(),
                payment.progress(),
                payment.shownState(),
                payment.progress().nextCheckAt(),
                MongoPayments.markerOf(payment),
                audit.entries(),
                audit.chain(),
                outbox.entries(payment.newEvents()),
                MongoKeyRing.whole(payment.keys()),
                payment.keys().maker().orElse(null));
    }

    Payment toPayment() {
        var terms = new PaymentTerms(
                new PaymentId(id), payer, amount, provider, reference, description, returnUrl, createdAt);
        return new Payment(terms, progress, version, chain, MongoKeyRing.read(keys, madeUnder));
    }
}
