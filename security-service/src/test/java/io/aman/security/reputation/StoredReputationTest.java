package io.aman.security.reputation;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules of addresses of the last release. */
class StoredReputationTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoAddressRules.COLLECTION,
                        (mongo, stored) -> new MongoAddressRules(mongo).page(Instant.EPOCH, null, 10))
                .without("audit"));
    }
}
