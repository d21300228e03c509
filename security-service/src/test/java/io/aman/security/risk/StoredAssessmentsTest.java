package io.aman.security.risk;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decisions of the last release. */
class StoredAssessmentsTest {

    private static final Outbox OUTBOX = new Outbox("security-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoAssessments.COLLECTION,
                (mongo, stored) -> new MongoAssessments(mongo, OUTBOX, _ -> {}, Duration.ofDays(1))
                        .find(stored.getString("_id"))));
    }
}
