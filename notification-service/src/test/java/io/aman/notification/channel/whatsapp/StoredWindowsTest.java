package io.aman.notification.channel.whatsapp;

import io.aman.notification.Wiring;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.testing.MutableClock;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Who wrote to the last release by WhatsApp. */
class StoredWindowsTest {

    private static final WhatsAppNumber NUMBER = new WhatsAppNumber("whatsapp:+96550000017");

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(
                StoredDocument.in(MongoConversationWindows.COLLECTION, (mongo, _) -> whoMayBeWrittenTo(mongo))
                        .deeply());
    }

    private static List<WhatsAppNumber> whoMayBeWrittenTo(MongoTemplate mongo) {
        var windows = new MongoConversationWindows(
                mongo,
                Wiring.SEALED,
                new TemplateProperties(Map.of(), Duration.ofHours(24)),
                MutableClock.at("2026-11-26T08:59:00Z"));
        return windows.isOpen(NUMBER) ? List.of(NUMBER) : List.of();
    }
}
