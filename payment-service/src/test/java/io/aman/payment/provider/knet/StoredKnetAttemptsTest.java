package io.aman.payment.provider.knet;

import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Attempts at KNET of the last release. */
class StoredKnetAttemptsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoKnetAttempts.COLLECTION,
                        (mongo, stored) -> new MongoKnetAttempts(mongo).find(stored.getString("_id")))
                .without("lookAt", "looks")
                .keyed("plain", "fields"));
    }
}
