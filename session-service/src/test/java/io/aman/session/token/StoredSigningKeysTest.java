package io.aman.session.token;

import io.aman.testing.StoredDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Signing keys of the last release. */
class StoredSigningKeysTest {

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(
                        MongoSigningKeys.COLLECTION,
                        (mongo, stored) -> TestKeys.store(mongo, _ -> {}).all())
                .without("signsFrom", "earlierUntil"));
    }
}
