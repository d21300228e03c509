package io.aman.security.risk;

import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decisions of the last release. */
class StoredAssessmentsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoAssessments.COLLECTION,
                (mongo, stored) -> new MongoAssessments(mongo, Duration.ofDays(1)).find(stored.getString("_id"))));
    }
}
