package io.aman.payment.payment;

import io.aman.testing.EmbeddedMongo;
import org.springframework.data.mongodb.core.MongoOperations;

class EmbeddedPaymentsTest extends PaymentsContract {

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("payments"));

    @Override
    MongoOperations mongo() {
        return mongo;
    }
}
