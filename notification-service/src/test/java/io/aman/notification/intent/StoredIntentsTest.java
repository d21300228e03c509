package io.aman.notification.intent;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Promises of the last release that are still open, and what was collected for later. */
class StoredIntentsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T15:01:00Z");

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(MongoIntents.COLLECTION, StoredIntentsTest::intent)
                        .deeply()
                        .without("reach") // it is what those of before it was kept have
                        .keyed("amounts", "texts", "codes", "times"),
                StoredDocument.in(MongoIntents.COLLECTION, "recovery", StoredIntentsTest::intent)
                        .deeply()
                        .keyed("amounts", "texts", "codes", "times"),
                StoredDocument.in(MongoDigests.COLLECTION, StoredIntentsTest::digest)
                        .deeply());
    }

    private static Object intent(MongoTemplate mongo, Document stored) {
        return new MongoIntents(mongo).findOpen(stored.getString("_id"));
    }

    /** One that is closed takes no more, and is told by whoever finds it. */
    private static Object digest(MongoTemplate mongo, Document stored) {
        var digests = new MongoDigests(mongo);
        return List.of(digests.collect(stored.getString("_id"), "ntf_late"), digests.due(NOW, 1));
    }
}
