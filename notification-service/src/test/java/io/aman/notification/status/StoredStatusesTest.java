package io.aman.notification.status;

import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What providers told the last release, and nobody has noted yet. */
class StoredStatusesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:02:00Z");

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoStatuses.COLLECTION,
                        (mongo, stored) ->
                                new MongoStatuses(mongo).claim(stored.getString("_id"), NOW, Duration.ofMinutes(1)))
                .deeply());
    }
}
