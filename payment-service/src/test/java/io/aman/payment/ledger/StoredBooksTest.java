package io.aman.payment.ledger;

import io.aman.testing.StoredDocument;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Books of the last release, and days compared with them. */
class StoredBooksTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                        MongoBooks.COLLECTION,
                        (mongo, stored) -> new MongoBooks(mongo)
                                .of(stored.getString("provider"), LocalDate.EPOCH, LocalDate.of(2100, 1, 1))),
                StoredDocument.in(
                        MongoDays.COLLECTION,
                        (mongo, stored) -> new MongoDays(mongo).find(LocalDate.parse(stored.getString("_id")))));
    }
}
