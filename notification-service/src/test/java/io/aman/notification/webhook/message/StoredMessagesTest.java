package io.aman.notification.webhook.message;

import io.aman.testing.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Webhook messages of the last release. */
class StoredMessagesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:04:00Z");
    private static final Instant OVER = Instant.parse("2026-12-26T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(MongoMessages.COLLECTION, StoredMessagesTest::message)
                .deeply());
    }

    /** The sweep comes last: it finds that it is kept no longer. */
    private static Object message(MongoTemplate mongo, Document stored) {
        var messages = new MongoMessages(mongo);
        var id = stored.getString("_id");
        var endpoint = stored.get("endpointId", "");
        var found = messages.find(endpoint, id);
        var due = messages.due(endpoint, NOW, 1);
        var oldest = messages.oldestWaiting();
        messages.sweep(OVER);
        return List.of(found, due, oldest, messages.find(endpoint, id));
    }
}
