package io.aman.payment.invoice;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Invoices of the last release, with their numbers. */
class StoredInvoicesTest {

    private static final Outbox OUTBOX = new Outbox("payment-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoInvoices.COLLECTION,
                        (mongo, stored) -> List.of(
                                new MongoInvoices(mongo, OUTBOX, _ -> {})
                                        .find(new InvoiceId(stored.getString("_id")))
                                        .orElseThrow(),
                                new MongoInvoices(mongo, OUTBOX, _ -> {})
                                        .audit(new InvoiceId(stored.getString("_id")))
                                        .orElseThrow()))
                .without("people")
                .keyed("keys", "answers"));
    }
}
