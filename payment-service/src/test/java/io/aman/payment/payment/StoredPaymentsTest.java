package io.aman.payment.payment;

import io.aman.payment.audit.AuditFixture;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Payments of the last release, with their trails. */
class StoredPaymentsTest {

    private static final Outbox OUTBOX = new Outbox("payment-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoPayments.COLLECTION,
                        (mongo, stored) -> List.of(
                                new MongoPayments(mongo, OUTBOX, _ -> {}, AuditFixture.CHAIN)
                                        .find(new PaymentId(stored.getString("_id")))
                                        .orElseThrow(),
                                new MongoTrails(mongo)
                                        .find(stored.getString("_id"))
                                        .orElseThrow()))
                .without("shownState", "answers")
                .keyed("keys", "answers", "salts", "commitments"));
    }
}
