package io.aman.payment.metrics;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Figures of the last release. */
class StoredHoursTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                                MongoPaymentHours.COLLECTION,
                                (mongo, stored) -> new MongoPaymentHours(mongo)
                                        .sums(List.of(Instant.parse(stored.getString("_id")))))
                        .keyed("sums"),
                StoredDocument.in(
                                MongoCallHours.COLLECTION,
                                (mongo, stored) -> new MongoCallHours(mongo, "run_1")
                                        .sums(List.of(Instant.parse(stored.getString("_id")))))
                        .keyed("runs"));
    }
}
