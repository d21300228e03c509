package io.aman.notification.channel.webpush;

import io.aman.notification.channel.push.Place.Browser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts for one browser alone: its push service carries what it can't read. Each message has a key pair and a salt of
 * its own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8291#section-3">RFC 8291, section 3</a>, and the coding {@code aes128gcm}
 *     of <a href="https://www.rfc-editor.org/rfc/rfc8188#section-2">RFC 8188, section 2</a>
 */
final class Encryption {

    static final String CODING = "aes128gcm";
    static final int AUTH_BYTES = 16;

    private static final int RECORD_BYTES = 4096;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = SALT_BYTES + Integer.BYTES + 1 + P256.POINT_BYTES;
    private static final int TAG_BITS = 128;
    private static final int DELIMITER_BYTES = 1;

    /** What one message may have: push services take 4096 bytes in all (RFC 8030, section 7.2). */
    static final int LONGEST = RECORD_BYTES - HEADER_BYTES - DELIMITER_BYTES - TAG_BITS / Byte.SIZE;

    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int IKM_BYTES = 32;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Encryption() {}

    /** @throws IllegalArgumentException when it is longer than {@value #LONGEST} bytes */
    static byte[] encrypt(byte[] text, Browser browser) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(text, browser, P256.newPair(), salt);
    }

    /**
     * @param ours used for this message alone
     * @param salt as well
     */
    static byte[] encrypt(byte[] text, Browser browser, KeyPair ours, byte[] salt) {
        if (text.length > LONGEST) {
            throw new IllegalArgumentException("a message has %d bytes at most".formatted(LONGEST));
        }
        try {
            var theirs = P256.publicKey(browser.p256dh());
            var sender = P256.bytes((ECPublicKey) ours.getPublic());
            var auth = Base64.getUrlDecoder().decode(browser.auth());
            var ikm = derived(shared(ours, theirs), auth, info("WebPush: info", P256.bytes(theirs), sender), IKM_BYTES);
            var key = derived(ikm, salt, info("Content-Encoding: " + CODING), KEY_BYTES);
            var nonce = derived(ikm, salt, info("Content-Encoding: nonce"), NONCE_BYTES);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            var delimited = Arrays.copyOf(text, text.length + DELIMITER_BYTES);
            delimited[text.length] = LAST_RECORD;
            var encrypted = cipher.doFinal(delimited);
            return ByteBuffer.allocate(HEADER_BYTES + encrypted.length)
                    .put(salt)
                    .putInt(RECORD_BYTES)
                    .put((byte) sender.length)
                    .put(sender)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDH, HKDF and AES-GCM", e);
        }
    }

    private static byte[] shared(KeyPair ours, ECPublicKey theirs) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
    }

    private static byte[] derived(byte[] ikm, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract().addIKM(ikm).addSalt(salt).thenExpand(info, length));
    }

    /** The label, a zero byte, and the parts behind it. */
    private static byte[] info(String label, byte[]... parts) {
        var text = label.getBytes(StandardCharsets.US_ASCII);
        var length = text.length + 1;
        for (var part : parts) {
            length += part.length;
        }
        var info = ByteBuffer.allocate(length).put(text).put((byte) 0);
        for (var part : parts) {
            info.put(part);
        }
        return info.array();
    }
}
