package io.aman.notification.recipient;

import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** People of the last release, and who is to stay forgotten. */
class StoredRecipientsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                                MongoRecipients.COLLECTION,
                                (mongo, stored) -> new MongoRecipients(mongo).find(stored.getString("_id")))
                        .deeply(),
                StoredDocument.in(
                                MongoRecipients.COLLECTION,
                                "forgotten",
                                (mongo, stored) -> new MongoRecipients(mongo).isForgotten(stored.getString("_id")))
                        .deeply());
    }
}
