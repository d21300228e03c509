package io.aman.notification.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.channel.ChannelContract;
import io.aman.notification.channel.Numbers;
import io.aman.notification.channel.Stand;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.notification.template.Message;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

class MetaContractTest extends ChannelContract {

    private final Stand stand = new Stand("meta");
    private final ConversationWindows windows = WhatsAppFixtures.windows();

    @AfterAll
    void close() {
        stand.close();
    }

    @Override
    protected Provider provider() {
        return at(stand.url(), WhatsAppFixtures.templates());
    }

    @Override
    protected Provider awayProvider() {
        return at(Stand.nowhere(), WhatsAppFixtures.templates());
    }

    private Provider at(URI base, WhatsAppTemplates templates) {
        var keys = stand.sandbox().meta().keys();
        var properties = new MetaProperties(
                base,
                "v23.0",
                keys.phoneNumberId(),
                Secret.of(keys.accessToken()),
                List.of(Secret.of(keys.appSecret())),
                Secret.of(keys.verifyToken()),
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                DataSize.ofKilobytes(64));
        return new MetaProvider(properties, templates, windows, Clock.systemUTC());
    }

    @Test
    void plainTextIsForThoseWhoWroteLately() {
        var to = WhatsAppNumber.of(new PhoneNumber(Numbers.next()));
        var plain = at(stand.url(), WhatsAppFixtures.noTemplates());

        assertThat(plain.send(delivery(to), 1)).isEqualTo(new Refused("whatsapp-no-template"));
        windows.open(to);
        assertThat(plain.send(delivery(to), 2)).isInstanceOf(Sent.class);
        assertThat(taken(to)).singleElement().asString().contains("السطر الثاني");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 131026, refused",
        "400, 131051, refused",
        "400, 100,    refused",
        "400, 131047, deferred",
        "400, 131056, deferred",
        "404, 132001, deferred",
        "429, 130429, unavailable",
        "400, 130429, unavailable",
        "401, 190,    unavailable",
        "400, 131045, unavailable",
        "503, 131016, unavailable",
        "500, 131000, unknown",
        "502, -1,     unknown",
    })
    void onlyWhatIsAboutTheMessageIsPermanent(int status, int code, String kind) {
        var body = code < 0 ? "<html>" : "{\"error\":{\"code\":%d,\"message\":\"about +965\"}}".formatted(code);
        var reason = "whatsapp-" + (code < 0 ? status : code);

        assertThat(MetaAnswer.outcome(status, body, null))
                .isEqualTo(
                        switch (kind) {
                            case "refused" -> new Refused(reason, code == 131_026);
                            case "deferred" -> new Deferred(reason);
                            case "unavailable" -> new Unavailable(reason);
                            default -> new Unknown(reason);
                        });
    }

    @Override
    protected String visible(Message message) {
        return message.subject();
    }

    @Override
    protected Address reachable() {
        return WhatsAppNumber.of(new PhoneNumber(Numbers.next()));
    }

    @Override
    protected Address refused() {
        return WhatsAppNumber.of(new PhoneNumber("+15005550023"));
    }

    @Override
    protected List<String> taken(Address to) {
        return stand.sandbox().meta().messages(to.value().replaceFirst("whatsapp:\\+", "")).stream()
                .map(JsonNode::toString)
                .toList();
    }

    @Override
    protected void takeTheNextAndSayNothing() {
        stand.takeTheNextAndSayNothing();
    }

    @Override
    protected void refuseTheNextForNow() {
        stand.refuseTheNextForNow();
    }
}
