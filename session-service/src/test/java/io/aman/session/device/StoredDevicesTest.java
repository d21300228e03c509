package io.aman.session.device;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Trusted devices of the last release. */
class StoredDevicesTest {

    private static final Outbox OUTBOX = new Outbox("session-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoDeviceBooks.COLLECTION,
                (mongo, stored) -> new MongoDeviceBooks(mongo, OUTBOX, _ -> {}, null).of(stored.getString("_id"))));
    }
}
