package io.aman.notification.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.notification.recipient.WhatsAppNumber;
import io.aman.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

class MetaContractTest extends WhatsAppContract {

    MetaContractTest() {
        super("meta");
    }

    @Override
    protected Provider at(URI base, WhatsAppTemplates templates) {
        var keys = stand.sandbox().meta().keys();
        var properties = new MetaProperties(
                base,
                "v23.0",
                keys.phoneNumberId(),
                Secret.of(keys.accessToken()),
                List.of(Secret.of(keys.appSecret())),
                Secret.of(keys.verifyToken()),
                BRIEF,
                BRIEF,
                DataSize.ofKilobytes(64));
        return new MetaProvider(properties, templates, windows, Clock.systemUTC());
    }

    @Override
    protected String[] namesOfTheTemplate() {
        return new String[] {"payment_receipt", "\"code\":\"ar\""};
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
    protected Address refused() {
        return WhatsAppNumber.of(new PhoneNumber("+15005550023"));
    }

    @Override
    protected List<String> taken(Address to) {
        return stand.sandbox().meta().messages(to.value().replaceFirst("whatsapp:\\+", "")).stream()
                .map(JsonNode::toString)
                .toList();
    }
}
