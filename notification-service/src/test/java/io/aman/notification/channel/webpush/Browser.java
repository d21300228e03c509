package io.aman.notification.channel.webpush;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The receiving half of RFC 8291, as a browser has it. It shares no line with what sends: its HKDF is written out with HMAC
 * (RFC 5869), its keys are read and written here.
 */
final class Browser {

    private final PrivateKey key;
    private final byte[] point;
    private final byte[] auth;

    Browser(String privateKey, String publicKey, String auth) throws GeneralSecurityException {
        this.key = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, decoded(privateKey)), curve()));
        this.point = decoded(publicKey);
        this.auth = decoded(auth);
    }

    Browser() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            this.key = pair.getPrivate();
            var w = ((ECPublicKey) pair.getPublic()).getW();
            this.point = HexPoint.of(w);
            this.auth = new byte[16];
            new SecureRandom().nextBytes(auth);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A point in the way of SEC 1, by way of hexadecimal digits. */
    private static final class HexPoint {
        static byte[] of(ECPoint point) {
            return HexFormat.of().parseHex("04%064x%064x".formatted(point.getAffineX(), point.getAffineY()));
        }
    }

    String p256dh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
    }

    String auth() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(auth);
    }

    /** @throws IllegalStateException when it was not encrypted for this browser */
    String read(byte[] body) {
        try {
            var buffer = ByteBuffer.wrap(body);
            var salt = new byte[16];
            buffer.get(salt);
            var record = buffer.getInt();
            var sender = new byte[buffer.get()];
            buffer.get(sender);
            var encrypted = new byte[buffer.remaining()];
            buffer.get(encrypted);
            if (encrypted.length > record || body.length > 4096) {
                throw new IllegalStateException("more than one record");
            }
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key);
            agreement.doPhase(publicKey(sender), true);
            var prkKey = hmac(auth, agreement.generateSecret());
            var ikm = hmac(prkKey, joined("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point, sender, ONE));
            var prk = hmac(salt, ikm);
            var cek = hmac(prk, joined("Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), ONE));
            var nonce = hmac(prk, joined("Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), ONE));
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(cek, 16), "AES"),
                    new GCMParameterSpec(128, Arrays.copyOf(nonce, 12)));
            return text(cipher.doFinal(encrypted));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final byte[] ONE = {1};

    /** Behind the text: two in the last record, then as many zeros as somebody likes (RFC 8188, section 2). */
    private static String text(byte[] padded) {
        var end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new IllegalStateException("not the last record");
        }
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] joined(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 33, 65));
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve()));
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
