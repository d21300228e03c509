package io.aman.payment.payment;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Read from the payments' documents. */
final class MongoPaymentRefs implements PaymentRefs {

    private static final String PROVIDER = "provider";

    private final MongoOperations mongo;

    MongoPaymentRefs(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void of(String payer, BiConsumer<String, String> each) {
        var own = query(where(MongoPayments.PAYER).is(payer));
        own.fields().include(PROVIDER, MongoPayments.PROVIDER_REF);
        try (var found = mongo.stream(own, Document.class, MongoPayments.COLLECTION)) {
            found.forEach(document -> {
                var ref = document.getEmbedded(List.of("progress", "providerRef"), String.class);
                if (ref != null) {
                    each.accept(document.getString(PROVIDER), ref);
                }
            });
        }
    }
}
