package io.aman.session.mfa;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Second factors of the last release. */
class StoredFactorsTest {

    private static final Outbox OUTBOX = new Outbox("session-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoFactors.COLLECTION,
                        (mongo, stored) -> new MongoFactors(mongo, OUTBOX, _ -> {}).of(stored.getString("_id")))
                .without("keys"));
    }
}
