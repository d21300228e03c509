package io.aman.notification.channel.whatsapp;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Hub-Signature-256}: HMAC-SHA256 in hexadecimal over the bytes as they came, under the app's secret.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads">Validating payloads</a>
 */
final class MetaSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern HEADER = Pattern.compile("sha256=([0-9a-fA-F]{64})");

    private final List<Secret> secrets;

    /** @param secrets any of them may have signed */
    MetaSignature(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    boolean isValid(byte[] body, String header) {
        var form = HEADER.matcher(header);
        if (!form.matches()) {
            return false;
        }
        var given = HexFormat.of().parseHex(form.group(1));
        return secrets.stream().anyMatch(secret -> MessageDigest.isEqual(mac(secret, body), given));
    }

    private static byte[] mac(Secret secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
