package io.aman.session.mfa.totp;

import io.aman.platform.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.apache.commons.codec.CodecPolicy;
import org.apache.commons.codec.binary.Base32;

/**
 * What an app and this service share: 160 random bits (RFC 4226, section 4, R6), in Base32 as people type it.
 *
 * @param base32 without padding
 */
record Seed(Secret base32) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 20;

    static Seed random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Seed(Secret.of(codec().encodeToString(bytes).replace("=", "")));
    }

    byte[] bytes() {
        return codec().decode(base32.reveal());
    }

    /**
     * What an app reads from a QR code.
     *
     * @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key URI format</a>
     */
    Secret uri(String issuer, String account) {
        return Secret.of("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        encoded(issuer),
                        encoded(account),
                        base32.reveal(),
                        encoded(issuer),
                        Totp.DIGITS,
                        Totp.STEP_SECONDS));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Base32 codec() {
        return Base32.builder().setDecodingPolicy(CodecPolicy.LENIENT).get();
    }
}
