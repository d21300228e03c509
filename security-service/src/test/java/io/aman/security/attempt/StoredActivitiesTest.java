package io.aman.security.attempt;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sign-ins as the last release kept them. */
class StoredActivitiesTest {

    private static final Outbox OUTBOX = new Outbox("security-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoActivities.COLLECTION,
                        (mongo, stored) -> new MongoActivities(mongo, OUTBOX, _ -> {}, Duration.ofDays(1))
                                .find(stored.getString("_id"), stored.getString("userId")))
                .without("answeredAt"));
    }
}
