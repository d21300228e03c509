package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which webhooks of PayPal are believed. */
class PayPalWebhookApiTest extends PayPalPages {

    private static final String PATH = "/api/payments/webhook/paypal";

    private static String event(String id, String type, String order) {
        return """
                {"id":"%s","event_type":"%s","resource":{"id":"%s"}}""".formatted(id, type, order);
    }

    private static String eventId() {
        return "WH-" + UUID.randomUUID();
    }

    private static Map<String, String> signed(String body, Instant at) {
        return SANDBOX.paypal().sign(body.getBytes(StandardCharsets.UTF_8), at);
    }

    private Answer deliver(String body, Map<String, String> headers) {
        return send("POST", PATH, body, headers);
    }

    @Test
    void whatPayPalDidNotSignIsRefusedAndNotStored() {
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", "O1");
        var now = now();
        assertThat(deliver(body, signed(body, now.minus(Duration.ofDays(4)))).string("code"))
                .isEqualTo("INVALID_SIGNATURE");
        assertThat(deliver(body, signed(body, now.plus(Duration.ofMinutes(6)))).status())
                .isEqualTo(400);
        assertThat(deliver(body, Map.of()).status()).isEqualTo(400);
        assertThat(deliver(body + " ", signed(body, now)).status()).isEqualTo(400);
        var elsewhere = new HashMap<>(signed(body, now));
        elsewhere.put("PAYPAL-CERT-URL", "https://evil.example/v1/notifications/certs/CERT-1");
        assertThat(deliver(body, elsewhere).status()).isEqualTo(400);
        assertThat(stored(event)).isNull();
    }

    @Test
    void aSecondDeliveryIsAcknowledgedAndDoesNothing() {
        var payment = waiting();
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", payment.order());
        assertThat(deliver(body, signed(body, now())).json().path("duplicate").asBoolean())
                .isFalse();
        var again = deliver(body, signed(body, now()));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(stored(event).getString("body")).isEqualTo(body);
    }

    @Test
    void theBodyIsAHintAndOnlyPayPalItselfIsBelieved() {
        var payment = waiting();
        var event = eventId();
        var body = event(event, "CHECKOUT.ORDER.APPROVED", payment.order());
        deliver(body, signed(body, now()));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(stored(event).getString("state")).isEqualTo("PROCESSED"));
        assertThat(payment(payment.id()).string("state")).isEqualTo("REQUIRES_ACTION");
    }

    @Test
    void aLargeBodyIsRefused() {
        var body = "{\"x\":\"" + "x".repeat(256 * 1024) + "\"}";
        assertThat(deliver(body, signed(body, now())).status()).isEqualTo(413);
    }
}
