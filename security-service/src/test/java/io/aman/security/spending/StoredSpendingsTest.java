package io.aman.security.spending;

import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the last release knew of payments. */
class StoredSpendingsTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                MongoSpendings.OF_PEOPLE,
                (mongo, stored) -> new MongoSpendings(mongo, MongoSpendings.OF_PEOPLE, Duration.ofDays(1))
                        .of(stored.getString("_id"))));
    }
}
