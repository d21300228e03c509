package io.aman.notification.channel.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.notification.Wiring;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Addresses;
import io.aman.notification.recipient.PersonalData;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class MongoDevicesTest {

    private static final Place BROWSER = new Place.Browser(
            URI.create("https://push.example.com/planted-endpoint"), "planted-key", "planted-auth", "k");

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("devices"));
    private final Wiring service = Wiring.start(mongo, MutableClock.at("2026-11-25T10:00:00Z"));
    private final Devices devices = service.get(Devices.class);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aPlaceThatIsAddedAgainIsTheSameDevice() {
        var first = devices.add("usr_1", BROWSER);

        assertThat(devices.add("usr_1", BROWSER)).isEqualTo(first);
        assertThat(devices.of("usr_1")).containsExactly(first);
        assertThat(addresses("usr_1", "push")).containsExactly("webpush:" + first.id());
        assertThat(addresses("usr_1", "sms")).isEmpty();
    }

    @Test
    void aBrowserTellsWhoeverSignedInThereLast() {
        var before = devices.add("usr_1", BROWSER);
        devices.add("usr_1", new Place.App("token"));

        var after = devices.add("usr_2", BROWSER);

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(devices.find("usr_1", before.id())).isEmpty();
        assertThat(devices.of("usr_1")).hasSize(1);
        assertThat(devices.of("usr_2")).containsExactly(after);
    }

    @Test
    void ofManyWhoAddOnePlaceAtOnceOneHasIt() throws Exception {
        List<Callable<Device>> adders = IntStream.range(0, 8)
                .<Callable<Device>>mapToObj(i -> () -> devices.add("usr_" + i, BROWSER))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var _ = threads.invokeAll(adders);
        }

        assertThat(IntStream.range(0, 8)
                        .mapToObj(i -> devices.of("usr_" + i))
                        .mapToLong(List::size)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void theOldestGiveWayHoweverMany() throws Exception {
        List<Callable<Device>> adders = IntStream.range(0, 24)
                .<Callable<Device>>mapToObj(i -> () -> devices.add("usr_1", new Place.App("token-" + i)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var _ = threads.invokeAll(adders);
        }
        var last = devices.add("usr_1", BROWSER);

        assertThat(devices.of("usr_1")).hasSize(10).endsWith(last);
    }

    @Test
    void severalPeopleMayHaveNone() {
        for (var userId : List.of("usr_1", "usr_2")) {
            var device = devices.add(userId, new Place.App("token-" + userId));
            assertThat(devices.remove("usr_3", device.id())).isFalse();
            assertThat(devices.remove(userId, device.id())).isTrue();
            assertThat(devices.remove(userId, device.id())).isFalse();
        }
        assertThat(devices.of("usr_1")).isEmpty();
        assertThat(devices.add("usr_1", BROWSER)).isNotNull();
    }

    @Test
    void nothingOfAPlaceLiesOpenOrIsPrinted() {
        var device = devices.add("usr_1", BROWSER);

        assertThat(mongo.findAll(Document.class, MongoDevices.COLLECTION).toString() + device)
                .doesNotContain("planted-");
    }

    @Test
    void whoIsForgottenHasNoDevices() {
        devices.add("usr_1", BROWSER);

        service.all(PersonalData.class).forEach(place -> place.forget("usr_1", Actor.user("usr_admin", null)));

        assertThat(mongo.findAll(Document.class, MongoDevices.COLLECTION)).isEmpty();
    }

    private List<String> addresses(String userId, String channel) {
        return service.get(Addresses.class).of(userId, channel).stream()
                .map(Address::value)
                .toList();
    }
}
