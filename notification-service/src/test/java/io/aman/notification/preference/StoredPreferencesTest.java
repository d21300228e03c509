package io.aman.notification.preference;

import io.aman.testing.StoredDocument;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Preferences of the last release. */
class StoredPreferencesTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoPreferenceBook.COLLECTION,
                        (mongo, stored) ->
                                new MongoPreferenceBook(mongo, Clock.systemUTC()).of(stored.getString("_id")))
                .deeply()
                .without("changes")
                .keyed("quiet"));
    }
}
