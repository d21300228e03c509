package io.aman.notification.channel.webpush;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key pair by which push services know us. A browser takes messages under the one alone that it subscribed with.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8292#section-2">RFC 8292, section 2</a>
 */
final class VapidKey {

    /** A day is the most that is allowed; what is sent late must still be in time. */
    private static final Duration LIFETIME = Duration.ofHours(12);

    private static final String ES256 = "SHA256withECDSAinP1363Format";
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ES256\"}";
    private static final JsonMapper JSON = new JsonMapper();

    private final String publicKey;
    private final ECPrivateKey privateKey;

    private VapidKey(String publicKey, ECPrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * @param secret {@code <public>.<private>}, each in Base64url
     * @throws IllegalArgumentException when it is none, or its halves don't belong together
     */
    static VapidKey of(Secret secret) {
        var halves = secret.reveal().strip().split("\\.", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("a VAPID key is <public>.<private>");
        }
        var known = P256.publicKey(halves[0]);
        var key = new VapidKey(P256.base64(known), P256.privateKey(halves[1]));
        if (!key.isOf(known)) {
            throw new IllegalArgumentException("the halves of a VAPID key don't belong together");
        }
        return key;
    }

    private boolean isOf(ECPublicKey known) {
        try {
            var text = HEADER.getBytes(StandardCharsets.US_ASCII);
            var verifier = Signature.getInstance(ES256);
            verifier.initVerify(known);
            verifier.update(text);
            return verifier.verify(signed(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ES256, e);
        }
    }

    /** As {@code applicationServerKey} of {@code pushManager.subscribe} takes it. */
    String publicKey() {
        return publicKey;
    }

    /**
     * The header {@code Authorization} for a message.
     *
     * @param origin of the endpoint
     * @param subject where the push service's people reach ours: {@code mailto:} or {@code https:}
     */
    String authorization(String origin, String subject, Instant now) {
        var claims =
                Map.of("aud", origin, "sub", subject, "exp", now.plus(LIFETIME).getEpochSecond());
        var text = base64(HEADER.getBytes(StandardCharsets.US_ASCII)) + "." + base64(JSON.writeValueAsBytes(claims));
        return "vapid t=%s.%s, k=%s"
                .formatted(text, base64(signed(text.getBytes(StandardCharsets.US_ASCII))), publicKey);
    }

    private byte[] signed(byte[] text) {
        try {
            var signer = Signature.getInstance(ES256);
            signer.initSign(privateKey);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ES256, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
