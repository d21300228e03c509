package io.aman.payment.webhook;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Webhooks of the last release, and replays of them. */
class StoredWebhooksTest {

    private static final Selection ALL =
            new Selection(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null, null, null, List.of());

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(
                                MongoNotices.COLLECTION,
                                (mongo, stored) -> new MongoNotices(mongo, null).oldest(ALL, null, 10))
                        .without("paymentId"),
                StoredDocument.in(
                        MongoReplays.COLLECTION,
                        (mongo, stored) -> new MongoReplays(mongo).find(stored.getString("_id"))));
    }
}
