package io.aman.notification.channel.push;

import io.aman.notification.Wiring;
import io.aman.testing.MutableClock;
import io.aman.testing.StoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Devices of the last release: a browser and an app. */
class StoredDevicesTest {

    private static final String LATER = "usr_later";

    @TestFactory
    Stream<DynamicTest> whatTheLastReleaseStoredIsRead() {
        return StoredDocument.tests(StoredDocument.in(MongoDevices.COLLECTION, StoredDevicesTest::devices)
                .deeply());
    }

    /** As they were, and after somebody else has signed in on the first of them. */
    private static Object devices(MongoTemplate mongo, Document stored) {
        var owner = stored.getString("_id");
        var devices = new MongoDevices(
                mongo,
                Wiring.SEALED,
                new PushProperties(10, Duration.ofDays(3)),
                MutableClock.at("2026-11-25T10:00:00Z"));
        var before = devices.of(owner);
        var taken = devices.add(LATER, before.getFirst().place());
        return List.of(before, taken, devices.of(owner), devices.of(LATER));
    }
}
