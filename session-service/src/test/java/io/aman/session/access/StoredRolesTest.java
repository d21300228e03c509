package io.aman.session.access;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Roles of the last release. */
class StoredRolesTest {

    private static final Outbox OUTBOX = new Outbox("session-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoRoles.COLLECTION,
                        (mongo, stored) -> new MongoRoles(mongo, OUTBOX, () -> {}, null, null).current())
                .without("seeded"));
    }
}
