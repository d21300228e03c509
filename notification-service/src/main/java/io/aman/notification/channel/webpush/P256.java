package io.aman.notification.channel.webpush;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Keys on the curve P-256 as the Push API writes them: a point as 65 bytes, uncompressed (SEC 1, section 2.3.3), in
 * Base64url.
 */
final class P256 {

    static final int POINT_BYTES = 65;

    private static final String EC = "EC";
    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private P256() {}

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance(EC);
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    static KeyPair newPair() {
        try {
            var generator = KeyPairGenerator.getInstance(EC);
            generator.initialize(CURVE);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /**
     * A point of the curve: one beside it would give our private key away, bit by bit (SP 800-56A, section 5.6.2.3).
     *
     * @throws IllegalArgumentException when it is none
     */
    static ECPublicKey publicKey(byte[] bytes) {
        if (bytes.length != POINT_BYTES || bytes[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("a key is an uncompressed point of 65 bytes");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE_BYTES));
        var y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE_BYTES, POINT_BYTES));
        var curve = CURVE.getCurve();
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(PRIME);
        if (x.compareTo(PRIME) >= 0
                || y.compareTo(PRIME) >= 0
                || !y.pow(2).mod(PRIME).equals(right)) {
            throw new IllegalArgumentException("a key is a point of P-256");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance(EC).generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key is a point of P-256", e);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static ECPublicKey publicKey(String base64) {
        return publicKey(Base64.getUrlDecoder().decode(base64));
    }

    /**
     * @param base64 the 32 bytes of its number
     * @throws IllegalArgumentException when it is none
     */
    static ECPrivateKey privateKey(String base64) {
        var number = Base64.getUrlDecoder().decode(base64);
        var value = new BigInteger(1, number);
        if (number.length != COORDINATE_BYTES || value.signum() == 0 || value.compareTo(CURVE.getOrder()) >= 0) {
            throw new IllegalArgumentException("a private key is a number of 32 bytes below the order of P-256");
        }
        try {
            return (ECPrivateKey) KeyFactory.getInstance(EC).generatePrivate(new ECPrivateKeySpec(value, CURVE));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a private key is a number of P-256", e);
        }
    }

    static byte[] bytes(ECPublicKey key) {
        var bytes = new byte[POINT_BYTES];
        bytes[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 1 + COORDINATE_BYTES);
        return bytes;
    }

    private static void put(BigInteger coordinate, byte[] bytes, int at) {
        var number = coordinate.toByteArray(); // may have a sign byte, or be short
        var length = Math.min(number.length, COORDINATE_BYTES);
        System.arraycopy(number, number.length - length, bytes, at + COORDINATE_BYTES - length, length);
    }

    static String base64(ECPublicKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(key));
    }
}
