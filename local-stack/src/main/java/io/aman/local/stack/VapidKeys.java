package io.aman.local.stack;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Makes key pairs by which push services of browsers know who sends (RFC 8292). */
final class VapidKeys {

    private static final int NUMBER_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    private VapidKeys() {}

    /** {@code <public>.<private>}, each in Base64url: an uncompressed point of P-256, and a number. */
    static String make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            var bytes = new byte[1 + 2 * NUMBER_BYTES];
            bytes[0] = UNCOMPRESSED;
            System.arraycopy(number(point.getAffineX()), 0, bytes, 1, NUMBER_BYTES);
            System.arraycopy(number(point.getAffineY()), 0, bytes, 1 + NUMBER_BYTES, NUMBER_BYTES);
            return base64(bytes) + "." + base64(number(((ECPrivateKey) pair.getPrivate()).getS()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    private static byte[] number(BigInteger value) {
        var bytes = value.toByteArray(); // may have a sign byte, or be short
        if (bytes.length >= NUMBER_BYTES) {
            return Arrays.copyOfRange(bytes, bytes.length - NUMBER_BYTES, bytes.length);
        }
        var padded = new byte[NUMBER_BYTES];
        System.arraycopy(bytes, 0, padded, NUMBER_BYTES - bytes.length, bytes.length);
        return padded;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
