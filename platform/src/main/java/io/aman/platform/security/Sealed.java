package io.aman.platform.security;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals small facts that only some of those who handle a text may read: AES-256-GCM under a fresh nonce, bound to a
 * context so that no sealed text passes for another.
 *
 * <p>A sealed text is {@code <key id>.<Base64url of nonce, ciphertext and tag>}. The first key seals, every key opens: a
 * new one is put in front, and the old one taken away when nothing lies under it any more. With random nonces one key is
 * good for four thousand million texts.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D, sections 5.2.1.1 and 8.3</a>
 */
public final class Sealed {

    /** It does not open: another key's, another context's, or changed on its way. Nothing of it is quoted. */
    public static final class NotOpened extends RuntimeException {

        NotOpened() {
            super("a sealed text does not open with any of the keys of aman.sealing.keys in this context");
        }
    }

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = new JsonMapper();
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String sealing;

    /**
     * @param keys 32 bytes each in Base64; the first one seals
     * @throws IllegalArgumentException when there is none, or one is no such key
     */
    public Sealed(List<Secret> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("aman.sealing.keys is missing");
        }
        keys.stream().map(Sealed::bytes).forEach(key -> this.keys.put(idOf(key), new SecretKeySpec(key, "AES")));
        this.sealing = idOf(bytes(keys.getFirst()));
    }

    /** @param context has to be said again to open it; it is not kept with the text */
    public String seal(Map<String, String> facts, String context) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key(sealing).orElseThrow(), nonce, sealing, context);
            var sealed = cipher.doFinal(json.writeValueAsBytes(facts));
            var both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return sealing + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** @throws NotOpened when it was sealed by none of the keys or for another context, or is damaged */
    public Map<String, String> open(String sealed, String context) {
        var dot = sealed.indexOf('.');
        var keyId = dot < 0 ? "" : sealed.substring(0, dot);
        var key = key(keyId).orElseThrow(NotOpened::new);
        try {
            var both = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
            if (both.length < NONCE_BYTES) {
                throw new NotOpened();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(both, NONCE_BYTES), keyId, context);
            return Map.copyOf(json.readValue(cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES), FACTS));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException _) {
            throw new NotOpened(); // without the cause, whose message may quote
        }
    }

    /**
     * What a text is recognised by without being told: HMAC-SHA256 in hexadecimal under each key, the one that seals
     * first.
     *
     * @param purpose a fingerprint for one purpose says nothing under another
     */
    public List<String> fingerprints(String text, String purpose) {
        return keys.values().stream()
                .map(key -> hmac(hmac(key.getEncoded(), "fingerprint/" + purpose), text))
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    /** Whether it lies under a key that seals no more, so that it is to be sealed anew. */
    public boolean isUnderFormerKey(String sealed) {
        return !sealed.startsWith(sealing + ".");
    }

    private Optional<SecretKeySpec> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String keyId, String context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((keyId + "." + context).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String idOf(byte[] key) {
        return HexFormat.of().formatHex(Ids.sha256(key), 0, KEY_ID_BYTES);
    }

    private static byte[] bytes(Secret key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.reveal().strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("a key of aman.sealing.keys is no Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of aman.sealing.keys has not %d bytes".formatted(KEY_BYTES));
        }
        return bytes;
    }
}
