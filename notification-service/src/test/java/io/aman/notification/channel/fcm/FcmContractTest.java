package io.aman.notification.channel.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.Wiring;
import io.aman.notification.channel.SandboxContract;
import io.aman.notification.channel.Stand;
import io.aman.notification.channel.push.Devices;
import io.aman.notification.channel.push.Place;
import io.aman.notification.channel.push.PushProperties;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.Handle;
import io.aman.notification.template.Message;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import io.aman.testing.EmbeddedMongo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FcmContractTest extends SandboxContract {

    private final Wiring service = Wiring.start(
            EmbeddedMongo.template(EmbeddedMongo.freshDatabase("fcm")),
            Clock.systemUTC(),
            1,
            Map.of(
                    "notification.push.fcm.service-account",
                    stand.sandbox().fcm().account().json(),
                    "notification.push.fcm.base-url",
                    stand.url().toString(),
                    "notification.push.fcm.token-url",
                    stand.url() + "/token",
                    "notification.push.fcm.connect-timeout",
                    "500ms",
                    "notification.push.fcm.read-timeout",
                    "500ms"));
    private final Devices devices = service.get(Devices.class);
    private final Map<Address, String> tokens = new HashMap<>();
    private final Map<Address, String> owners = new HashMap<>();

    FcmContractTest() {
        super("fcm");
    }

    @AfterAll
    @Override
    protected void close() {
        service.close();
        super.close();
    }

    @Override
    protected Provider provider() {
        return service.get(FcmProvider.class);
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.nowhere(), stand.url().resolve("/fcm/token"));
    }

    private FcmProvider at(URI base, URI tokenUrl) {
        var account = Secret.of(stand.sandbox().fcm().account().json());
        return new FcmProvider(
                devices,
                new FcmProperties(account, base, tokenUrl, BRIEF, BRIEF),
                new PushProperties(10, Duration.ofDays(3)),
                Clock.systemUTC());
    }

    @Override
    protected String owner(Address to) {
        return Objects.requireNonNull(owners.get(to));
    }

    @Override
    protected Address reachable() {
        var owner = Ids.random("usr_");
        var token = Ids.random("token:");
        var to = Handle.of("fcm", devices.add(owner, new Place.App(token)).id());
        tokens.put(to, token);
        owners.put(to, owner);
        warm();
        return to;
    }

    /** An access token is there already, so that what a test asks for strikes the message. */
    private void warm() {
        var owner = Ids.random("usr_");
        var to = Handle.of(
                "fcm", devices.add(owner, new Place.App(Ids.random("warm:"))).id());
        owners.put(to, owner);
        assertThat(provider().send(delivery(to), 1)).isInstanceOf(Sent.class);
    }

    @Override
    protected Address refused() {
        var to = reachable();
        stand.sandbox().fcm().unregister(token(to));
        return to;
    }

    private String token(Address to) {
        return Objects.requireNonNull(tokens.get(to));
    }

    @Override
    protected List<String> taken(Address to) {
        return stand.sandbox().fcm().messages(token(to)).stream()
                .map(JsonNode::toString)
                .toList();
    }

    @Override
    protected String visible(Message message) {
        return message.subject();
    }

    @Test
    void anAppThatIsGoneIsRemoved() {
        var to = refused();

        assertThat(provider().send(delivery(to), 1)).isEqualTo(new Refused("fcm-unregistered", true));

        assertThat(devices.of(owner(to))).isEmpty();
        assertThat(provider().send(delivery(to), 2)).isEqualTo(new Refused("fcm-unregistered-here"));
    }

    @Test
    void anAccessTokenThatIsRefusedIsFetchedAnew() {
        var to = reachable();
        stand.sandbox().fcm().revokeAccessTokens();

        assertThat(provider().send(delivery(to), 1)).isInstanceOf(Unavailable.class);
        assertThat(provider().send(delivery(to), 2)).isInstanceOf(Sent.class);
        assertThat(taken(to)).hasSize(1);
    }

    @Test
    void withoutAnAccessTokenNothingIsSent() {
        var to = reachable();
        try (var lost = at(stand.url(), Stand.nowhere())) {
            assertThat(lost.send(delivery(to), 1)).isInstanceOf(Unavailable.class);
        }
        assertThat(taken(to)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, UNREGISTERED, refused-gone",
        "403, SENDER_ID_MISMATCH, refused-gone",
        "400, INVALID_ARGUMENT, refused",
        "429, QUOTA_EXCEEDED, unavailable",
        "503, UNAVAILABLE, unavailable",
        "401, THIRD_PARTY_AUTH_ERROR, unavailable",
        "404, '', unavailable",
        "401, '', unavailable",
        "403, '', unavailable",
        "500, INTERNAL, unknown",
        "502, '', unknown",
    })
    void onlyWhatIsAboutTheTokenRemovesIt(int status, String code, String kind) {
        var body = code.isEmpty()
                ? "<html>"
                : "{\"error\":{\"code\":%d,\"message\":\"about a token\",\"details\":[{\"errorCode\":\"%s\"}]}}"
                        .formatted(status, code);
        var reason = "fcm-"
                + (code.isEmpty() ? status : code.toLowerCase(Locale.ROOT).replace('_', '-'));
        var wait = Duration.ofSeconds(60);

        assertThat(FcmAnswer.outcome(status, body, wait))
                .isEqualTo(
                        switch (kind) {
                            case "refused-gone" -> new Refused(reason, true);
                            case "refused" -> new Refused(reason);
                            case "unavailable" -> new Unavailable(reason, wait);
                            default -> new Unknown(reason);
                        });
    }
}
