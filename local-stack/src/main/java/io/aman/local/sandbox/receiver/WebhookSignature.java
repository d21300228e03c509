package io.aman.local.sandbox.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies as receivers are told to.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks 1.0, section "Verifying webhook authenticity"</a>
 */
final class WebhookSignature {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /** @param signatures separated by spaces: one that fits one of the secrets is enough */
    static boolean isGood(
            List<String> secrets, String id, String timestamp, String signatures, String body, Instant now) {
        return isRecent(timestamp, now)
                && secrets.stream()
                        .map(secret -> signature(secret, id + "." + timestamp + "." + body))
                        .anyMatch(expected ->
                                List.of(signatures.split(" ", -1)).stream().anyMatch(given -> isSame(expected, given)));
    }

    private static boolean isRecent(String timestamp, Instant now) {
        try {
            var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String secret, String signed) {
        try {
            var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Whether it can be a secret at all. */
    static boolean isSecret(String text) {
        try {
            return text.startsWith(PREFIX) && Base64.getDecoder().decode(text.substring(PREFIX.length())).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
