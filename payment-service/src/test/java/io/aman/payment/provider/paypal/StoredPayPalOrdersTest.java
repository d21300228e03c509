package io.aman.payment.provider.paypal;

import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Orders at PayPal of the last release. */
class StoredPayPalOrdersTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoPayPalOrders.COLLECTION,
                (mongo, stored) -> List.of(
                        new MongoPayPalOrders(mongo).ofPayment("pay_ff7e45f5d9f9bc71711aecc8cbe88b00"),
                        new MongoPayPalOrders(mongo).ofPieces(List.of("HOMWTXH5TCXASDBT8")))));
    }
}
