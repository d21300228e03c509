package io.aman.local.sandbox.paypal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/** The headers of a webhook (developer.paypal.com/api/rest/webhooks/rest, "Verify webhook signature"). */
final class PayPalSignature {
    private PayPalSignature() {}

    static Map<String, String> headers(PayPalKeys keys, byte[] body, Instant at, String certificateUrl) {
        var id = UUID.randomUUID().toString();
        var time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            var signature = keys.certificates().sign(message(id, time, keys.webhookId(), body));
            return Map.of(
                    "PAYPAL-TRANSMISSION-ID", id,
                    "PAYPAL-TRANSMISSION-TIME", time,
                    "PAYPAL-TRANSMISSION-SIG", Base64.getEncoder().encodeToString(signature),
                    "PAYPAL-CERT-URL", certificateUrl,
                    "PAYPAL-AUTH-ALGO", PayPalCertificates.ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + PayPalCertificates.ALGORITHM, e);
        }
    }

    /** {@code id|time|webhookId|crc32}, the last unsigned and decimal, over the bytes as sent. */
    static byte[] message(String id, String time, String webhookId, byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return "%s|%s|%s|%d".formatted(id, time, webhookId, crc.getValue()).getBytes(StandardCharsets.UTF_8);
    }
}
