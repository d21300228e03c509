package io.aman.local.sandbox.stripe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The {@code Stripe-Signature} header (docs.stripe.com/webhooks, "Verify webhook signatures manually"). */
final class StripeSignature {
    private static final String HMAC = "HmacSHA256";

    private StripeSignature() {}

    /** {@code t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">}. */
    static String header(String secret, byte[] body, Instant at) {
        var signed = new ByteArrayOutputStream(body.length + 16);
        signed.writeBytes((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return "t=%d,v1=%s"
                    .formatted(at.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(signed.toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
