package io.aman.notification.channel.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aman.notification.Wiring;
import io.aman.notification.channel.ChannelContract;
import io.aman.notification.channel.Stand;
import io.aman.notification.channel.push.Device;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place;
import io.aman.notification.channel.push.PushProperties;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Handle;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.target.TargetClient;
import io.aman.notification.template.Message;
import io.aman.platform.Ids;
import io.aman.testing.Chromium;
import io.aman.testing.EmbeddedMongo;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPushContractTest extends ChannelContract {

    private static final String KEY = VapidKeyTest.newSecret().reveal();
    private static final String FORMER = VapidKeyTest.newSecret().reveal();

    private final PushService pushService = new PushService();
    private final Wiring service = Wiring.start(
            EmbeddedMongo.template(EmbeddedMongo.freshDatabase("webpush")),
            Clock.systemUTC(),
            1,
            Map.of(
                    "notification.webhook.target.allow-http", "true",
                    "notification.webhook.target.allow-private-addresses", "true",
                    "notification.webhook.target.ports", "",
                    "notification.webhook.target.timeout", "700ms",
                    "notification.push.web.vapid-keys", KEY + "," + FORMER,
                    "notification.push.web.subject", "mailto:ops@example.com"));
    private final Devices devices = service.get(Devices.class);
    private final Map<Address, Place.Browser> places = new HashMap<>();
    private final Map<Address, String> owners = new HashMap<>();

    @AfterAll
    void close() {
        service.close();
        pushService.close();
    }

    @Override
    protected Provider provider() {
        return service.get(WebPushProvider.class);
    }

    @Override
    protected Provider awayProvider() {
        return new WebPushProvider(
                new Astray(),
                service.get(VapidKeys.class),
                "mailto:ops@example.com",
                new PushProperties(10, Duration.ofDays(1)),
                service.get(TargetClient.class),
                Clock.systemUTC());
    }

    /** Everybody's push service is away. */
    private final class Astray implements Devices {

        @Override
        public List<Device> of(String userId) {
            return devices.of(userId);
        }

        @Override
        public Optional<Device> find(String userId, String id) {
            return devices.find(userId, id)
                    .map(device -> device.place() instanceof Place.Browser place
                            ? new Device(
                                    id,
                                    device.addedAt(),
                                    new Place.Browser(Stand.nowhere(), place.p256dh(), place.auth(), place.serverKey()))
                            : device);
        }

        @Override
        public Device add(String userId, Place place) {
            return devices.add(userId, place);
        }

        @Override
        public boolean remove(String userId, String id) {
            return devices.remove(userId, id);
        }
    }

    @Override
    protected boolean leadsToMany() {
        return true;
    }

    @Override
    protected String owner(Address to) {
        return Objects.requireNonNull(owners.get(to));
    }

    @Override
    protected Address reachable() {
        return added(
                pushService.subscribe(service.get(VapidKeys.class).offered().publicKey()));
    }

    private Address added(Place.Browser place) {
        var owner = Ids.random("usr_");
        var to = Handle.of("webpush", devices.add(owner, place).id());
        places.put(to, place);
        owners.put(to, owner);
        return to;
    }

    @Override
    protected Address refused() {
        var to = reachable();
        pushService.unsubscribe(place(to));
        return to;
    }

    private Place.Browser place(Address to) {
        return Objects.requireNonNull(places.get(to));
    }

    @Override
    protected List<String> taken(Address to) {
        return pushService.read(place(to));
    }

    @Override
    protected String visible(Message message) {
        return message.subject();
    }

    @Override
    protected void takeTheNextAndSayNothing() {
        pushService.takeTheNextAndSayNothing();
    }

    @Override
    protected void refuseTheNextForNow() {
        pushService.refuseTheNext(429);
    }

    @Test
    void whoHasUnsubscribedIsNotAskedAgain() {
        var to = refused();

        assertThat(provider().send(delivery(to), 1)).isEqualTo(new Refused("webpush-410", true));

        assertThat(devices.of(owner(to))).isEmpty();
        assertThat(provider().send(delivery(to), 2)).isEqualTo(new Refused("webpush-unsubscribed"));
    }

    @ParameterizedTest
    @CsvSource({"404, true", "400, false"})
    void onlyOneThatIsGoneIsRemoved(int status, boolean gone) {
        var to = reachable();
        pushService.refuseTheNext(status);

        assertThat(provider().send(delivery(to), 1)).isEqualTo(new Refused("webpush-" + status, gone));

        assertThat(devices.of(owner(to))).hasSize(gone ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"413", "429"})
    void aPushServiceIsLeftAloneAsLongAsItAsks(int status) {
        var to = reachable();
        pushService.refuseTheNext(status);

        assertThat(provider().send(delivery(to), 1))
                .isEqualTo(new Deferred("webpush-" + status, Duration.ofMinutes(1)));
        assertThat(devices.of(owner(to))).hasSize(1);
    }

    @Test
    void whatIsSentTwiceIsThereOnce() {
        var to = reachable();
        var delivery = delivery(to);

        assertThat(provider().send(delivery, 1)).isInstanceOf(Sent.class);
        assertThat(provider().send(delivery, 2)).isInstanceOf(Sent.class);

        assertThat(taken(to)).hasSize(1);
        assertThat(pushService.taken(place(to)).getFirst().headers())
                .containsEntry("urgency", "normal")
                .containsEntry("ttl", Long.toString(Duration.ofDays(3).toSeconds()))
                .hasEntrySatisfying("topic", topic -> assertThat(topic).matches("[A-Za-z0-9_-]{1,32}"));
    }

    @Test
    @Tag("process")
    void aRealBrowserDecryptsAndShowsWhatWasSentTwiceOnce() {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "there is no Chromium on the path");
        var key = service.get(VapidKeys.class).offered().publicKey();
        try (var browser = new ShowingBrowser(program.orElseThrow(), key)) {
            var delivery = delivery(added(browser.subscribed()));

            assertThat(provider().send(delivery, 1)).isInstanceOf(Sent.class);
            browser.awaitShown(1);
            assertThat(provider().send(delivery, 2)).isInstanceOf(Sent.class);
            browser.awaitShown(2);

            var shown = browser.shown();
            assertThat(shown).hasSize(1);
            assertThat(shown.path(0).path("title").asString())
                    .isEqualTo(delivery.message().subject());
            assertThat(shown.path(0).path("body").asString())
                    .isEqualTo(delivery.message().text().strip());
            assertThat(shown.path(0).path("lang").asString()).isEqualTo("ar");
            assertThat(shown.path(0).path("tag").asString()).isEqualTo(delivery.id());
        }
    }

    @Test
    void aBrowserIsToldUnderTheKeyThatItSubscribedWith() {
        var former = added(pushService.subscribe(FORMER.split("\\.", 2)[0]));
        var retired =
                added(pushService.subscribe(VapidKeyTest.newSecret().reveal().split("\\.", 2)[0]));

        assertThat(provider().send(delivery(former), 1)).isInstanceOf(Sent.class);
        assertThat(provider().send(delivery(retired), 1)).isEqualTo(new Refused("webpush-key-retired", true));
        assertThat(devices.of(owner(retired))).isEmpty();
    }

    @Test
    void itCarriesToBrowsersAlone() {
        assertThat(provider().carries(reachable())).isTrue();
        assertThat(provider().carries(new Handle("fcm:psh_1"))).isFalse();
        assertThat(provider().carries(new PhoneNumber("+96550000001"))).isFalse();
    }
}
