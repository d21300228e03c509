package io.aman.payment.method;

import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Payment methods of the last release. */
class StoredMethodsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoWallets.COLLECTION, (mongo, stored) -> new MongoWallets(mongo).of(stored.getString("_id")))
                .keyed("defaults", "keys", "answers"));
    }
}
