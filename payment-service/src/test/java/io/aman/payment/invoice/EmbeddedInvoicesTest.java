package io.aman.payment.invoice;

import io.aman.testing.EmbeddedMongo;
import org.springframework.data.mongodb.core.MongoOperations;

class EmbeddedInvoicesTest extends InvoicesContract {

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("invoices"));

    @Override
    MongoOperations mongo() {
        return mongo;
    }
}
