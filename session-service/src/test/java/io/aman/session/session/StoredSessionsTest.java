package io.aman.session.session;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sessions and people of the last release. */
class StoredSessionsTest {

    private static final Outbox OUTBOX = new Outbox("session-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                                MongoSessionDocument.COLLECTION,
                                (mongo, stored) -> new MongoSessions(mongo, OUTBOX, _ -> {}, null, null, null)
                                        .find(stored.getString("_id")))
                        .without("why"),
                StoredDocument.in(
                        MongoPeople.COLLECTION,
                        (mongo, stored) -> new MongoArrivals(mongo).of(stored.getString("_id"))));
    }
}
