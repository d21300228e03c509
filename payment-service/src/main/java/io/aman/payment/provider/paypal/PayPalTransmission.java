package io.aman.payment.provider.paypal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What comes with a webhook and is to prove it.
 *
 * @param time as it was sent, since that is what was signed
 * @param signature Base64, as it was sent
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/rest/">Verify webhooks</a>
 */
record PayPalTransmission(String id, String time, Instant at, String certUrl, String signature) {

    /** Signatures are made with this one alone; a header does not choose how it is checked. */
    static final String ALGORITHM = "SHA256withRSA";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern TIME = Pattern.compile("[0-9TZ:.+-]{16,40}");
    private static final Pattern URL = Pattern.compile("[!-~]{1,500}");
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{1,1024}={0,2}");

    /** @return empty unless every header is there, once, and can be meant */
    static Optional<PayPalTransmission> of(Function<String, List<String>> headers) {
        return one(headers, "PAYPAL-AUTH-ALGO", Pattern.compile(ALGORITHM))
                .flatMap(_ -> one(headers, "PAYPAL-TRANSMISSION-ID", ID))
                .flatMap(id -> one(headers, "PAYPAL-TRANSMISSION-TIME", TIME)
                        .flatMap(time -> instant(time)
                                .flatMap(at -> one(headers, "PAYPAL-CERT-URL", URL)
                                        .flatMap(url -> one(headers, "PAYPAL-TRANSMISSION-SIG", SIGNATURE)
                                                .map(signature ->
                                                        new PayPalTransmission(id, time, at, url, signature))))));
    }

    private static Optional<String> one(Function<String, List<String>> headers, String name, Pattern pattern) {
        var values = headers.apply(name);
        return values.size() == 1 && pattern.matcher(values.getFirst()).matches()
                ? Optional.of(values.getFirst())
                : Optional.empty();
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code id|time|webhookId|crc32}, the last over the bytes as they came, unsigned and decimal. */
    byte[] signed(String webhookId, byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return "%s|%s|%s|%d".formatted(id, time, webhookId, crc.getValue()).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it is not Base64 */
    byte[] signatureBytes() {
        return Base64.getDecoder().decode(signature);
    }
}
