package io.aman.security.signal;

import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.security.detector.Kind;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the last release remembered of people and addresses. */
class StoredMemoryTest {

    private static final Outbox OUTBOX = new Outbox("security-service", Traces.none());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                        MongoProfiles.COLLECTION,
                        (mongo, stored) -> new MongoProfiles(
                                        mongo, OUTBOX, Traces.none(), _ -> {}, Duration.ofDays(400))
                                .of(Set.of(stored.getString("_id")))
                                .profiles()),
                StoredDocument.in(
                        MongoSources.COLLECTION,
                        (mongo, stored) -> new MongoSources(mongo).of(List.of(stored.getString("_id")))),
                StoredDocument.in(
                                MongoDetectorSettings.COLLECTION,
                                (mongo, stored) -> new MongoDetectorSettings(mongo).changes(Kind.DORMANCY))
                        .keyed("thresholds"));
    }
}
