package io.aman.notification.webhook.endpoint;

import io.aman.notification.Wiring;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Endpoints of the last release, with their secrets, their record and their lane. */
class StoredEndpointsTest {

    private static final Outbox OUTBOX = new Outbox("notification-service", Traces.none());
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(MongoEndpointDocument.COLLECTION, StoredEndpointsTest::endpoint)
                .deeply());
    }

    private static Object endpoint(MongoTemplate mongo, Document stored) {
        var endpoints = new MongoEndpoints(mongo, OUTBOX);
        var endpoint = endpoints.find(stored.getString("_id")).orElseThrow();
        return List.of(
                endpoint,
                endpoints.changes(endpoint.id()),
                new SealedSecrets(Wiring.SEALED).open(endpoint, NOW),
                endpoints.hearingOf(List.of(endpoint.owner())),
                endpoints.add(another(endpoint), 0, new Change(NOW, endpoint.owner(), "created")),
                new MongoLanes(mongo, OUTBOX).claim(NOW, Duration.ofMinutes(1)));
    }

    /** It wants the slot that the stored one has. */
    private static Endpoint another(Endpoint endpoint) {
        return new Endpoint(
                "whe_later",
                endpoint.owner(),
                endpoint.scope(),
                endpoint.url(),
                endpoint.description(),
                endpoint.types(),
                null,
                null,
                NOW,
                List.of(),
                0,
                null,
                0);
    }
}
