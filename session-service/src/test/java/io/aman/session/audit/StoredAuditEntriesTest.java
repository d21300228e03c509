package io.aman.session.audit;

import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the last release wrote down of people. */
class StoredAuditEntriesTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoAuditTrail.COLLECTION,
                (mongo, stored) ->
                        new MongoAuditTrail(mongo, Duration.ofDays(1)).page(stored.getString("userId"), null, 10)));
    }
}
