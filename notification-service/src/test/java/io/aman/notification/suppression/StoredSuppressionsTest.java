package io.aman.notification.suppression;

import io.aman.notification.Wiring;
import io.aman.notification.recipient.EmailAddress;
import io.aman.testing.StoredDocument;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The list of the last release. */
class StoredSuppressionsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(MongoSuppressions.COLLECTION, StoredSuppressionsTest::listed)
                .deeply()
                .without("trail"));
    }

    private static Object listed(MongoTemplate mongo, Document stored) {
        var list = new MongoSuppressions(mongo, Wiring.SEALED);
        return List.of(list.reason(new EmailAddress("layla@example.com")), list.page(null, 1));
    }
}
