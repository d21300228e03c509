package io.aman.local.sandbox.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PayPalSignatureTest {
    private static final JsonNode VECTORS = read();

    static Stream<JsonNode> vectors() {
        return VECTORS.path("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatIsSignedIsTheKnownMessage(JsonNode vector) {
        var headers = vector.path("headers");
        var message = PayPalSignature.message(
                headers.path("PAYPAL-TRANSMISSION-ID").asString(),
                headers.path("PAYPAL-TRANSMISSION-TIME").asString(),
                VECTORS.path("webhook_id").asString(),
                vector.path("body").asString().getBytes(StandardCharsets.UTF_8));
        assertThat(new String(message, StandardCharsets.UTF_8))
                .isEqualTo(vector.path("signed_message").asString());
    }

    @Test
    void whatWasKeptInAFileSignsAsBefore() throws Exception {
        var made = PayPalCertificates.make(Clock.systemUTC());
        var read = PayPalCertificates.of(made.pem());
        var keys = new PayPalKeys("client", "secret", "HOOK", read);
        var at = Instant.parse("2026-11-25T10:00:00.123Z");
        var headers = PayPalSignature.headers(keys, new byte[] {'{', '}'}, at, "http://x/" + read.name());
        assertThat(headers).containsEntry("PAYPAL-TRANSMISSION-TIME", "2026-11-25T10:00:00Z");
        var message = PayPalSignature.message(
                headers.get("PAYPAL-TRANSMISSION-ID"), "2026-11-25T10:00:00Z", "HOOK", new byte[] {'{', '}'});
        assertThat(made.verify(message, Base64.getDecoder().decode(headers.get("PAYPAL-TRANSMISSION-SIG"))))
                .isTrue();
        assertThat(keys.toString() + read).doesNotContain("secret").doesNotContain("PRIVATE");
    }

    private static JsonNode read() {
        try (var file = PayPalSignatureTest.class.getResourceAsStream("paypal-selfsigned-vectors.json")) {
            return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
