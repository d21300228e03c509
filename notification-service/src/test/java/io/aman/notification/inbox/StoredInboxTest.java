package io.aman.notification.inbox;

import io.aman.notification.inbox.Box.Change;
import io.aman.notification.inbox.Box.Kind;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Inboxes of the last release, and their entries. */
class StoredInboxTest {

    private static final Outbox OUTBOX = new Outbox("notification-service", Traces.none());

    /** The latest that the stored entry has taken. */
    private static final long TAKEN = 4;

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                                MongoBoxes.COLLECTION,
                                (mongo, stored) -> new MongoBoxes(mongo, OUTBOX, _ -> {}).find(stored.getString("_id")))
                        .deeply(),
                StoredDocument.in(MongoEntries.COLLECTION, StoredInboxTest::entry)
                        .deeply());
    }

    /** A change that was done to it is not done again. */
    private static Object entry(MongoTemplate mongo, Document stored) {
        var id = stored.getString("_id");
        var entries = new MongoEntries(mongo);
        entries.apply(new Change(TAKEN, 0, Kind.READ, List.of(id)));
        return List.of(
                entries.find(id),
                entries.at(List.of(MongoEntries.place(stored.getString("userId"), stored.getLong("position")))));
    }
}
