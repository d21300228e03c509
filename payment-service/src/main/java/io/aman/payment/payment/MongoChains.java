package io.aman.payment.payment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.payment.audit.AuditChain;
import io.aman.payment.audit.AuditChain.Extended;
import io.aman.payment.audit.Chain;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Chains the new audit entries of a payment behind those that its document holds. */
final class MongoChains {

    private final MongoOperations mongo;
    private final AuditChain chains;

    MongoChains(MongoOperations mongo, AuditChain chains) {
        this.mongo = mongo;
        this.chains = chains;
    }

    /** The payment's chain with its new entries, which are to be written in one update with it. */
    Extended extended(Payment payment) {
        return chains.extend(payment.id().value(), chain(payment), payment.newEntries());
    }

    private Chain chain(Payment payment) {
        var chain = payment.trail().chain();
        if (chain != null) {
            return chain;
        }
        return chains.begin(payment.terms().subject(), payment.version() == 0 ? 0 : unchained(payment.id()));
    }

    /** How many entries were written before there were chains; read once in the life of such a payment. */
    private int unchained(PaymentId id) {
        var trail = query(where("_id").is(id.value()));
        trail.fields().include(MongoPayments.AUDIT);
        var found = mongo.findOne(trail, Document.class, MongoPayments.COLLECTION);
        var entries = found == null ? null : found.getList(MongoPayments.AUDIT, Document.class);
        return entries == null ? 0 : entries.size();
    }
}
