package io.aman.security.alert;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Alerts of the last release. */
class StoredAlertsTest {

    private static final Outbox OUTBOX = new Outbox("security-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoAlerts.COLLECTION,
                        (mongo, stored) -> new MongoAlerts(mongo, OUTBOX, _ -> {}, Duration.ofDays(1))
                                .find(stored.getString("_id")))
                .without("subject", "causes", "closedAt"));
    }
}
