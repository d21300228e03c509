package io.aman.notification.contact;

import io.aman.notification.Wiring;
import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Numbers of the last release: one that is confirmed, and one that waits for its code. */
class StoredContactsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoContactBook.COLLECTION,
                        (mongo, stored) -> new MongoContactBook(mongo, Wiring.SEALED).of(stored.getString("_id")))
                .deeply());
    }
}
