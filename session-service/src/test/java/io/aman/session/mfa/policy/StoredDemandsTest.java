package io.aman.session.mfa.policy;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Since when the last release has asked for a factor. */
class StoredDemandsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoFirstDemands.COLLECTION,
                (mongo, stored) -> new MongoFirstDemands(mongo).since(stored.getString("_id"), Instant.EPOCH)));
    }
}
