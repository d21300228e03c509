package io.aman.payment.provider.knet;

import io.aman.platform.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * KNET's {@code trandata}: AES-128-CBC with the resource key as key and initialization vector, in hex.
 *
 * <p>There is no signature: whoever has seen one message can change bits of it, and splice blocks of two. What decrypts
 * is therefore a hint, and only a strict one is looked at.
 */
final class KnetCipher {

    private static final int BLOCK = 16;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");

    private final byte[] key;

    /** @throws IllegalArgumentException when the key is not 16 ASCII characters */
    KnetCipher(Secret resourceKey) {
        key = resourceKey.reveal().getBytes(StandardCharsets.UTF_8);
        if (key.length != BLOCK) {
            throw new IllegalArgumentException("KNET's resource key has 16 characters");
        }
    }

    /** In lower-case hex. */
    String encrypt(String plain) {
        try {
            return HexFormat.of()
                    .formatHex(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /**
     * The fields of a message, in its order.
     *
     * @return empty for what is not hex of whole blocks, does not decrypt, holds anything but printable ASCII, or names a
     *     field twice; it is not said which
     */
    Optional<Map<String, String>> decrypt(String hex) {
        if (!HEX.matcher(hex).matches() || hex.length() % (2 * BLOCK) != 0) {
            return Optional.empty();
        }
        try {
            var plain = cipher(Cipher.DECRYPT_MODE).doFinal(HexFormat.of().parseHex(hex));
            return fields(new String(plain, StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /** A query string's fields; empty when one is unnamed, comes twice, or is encoded wrongly. */
    static Optional<Map<String, String>> fields(String text) {
        if (!PRINTABLE.matcher(text).matches()) {
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = pair.substring(0, Math.max(equals, 0));
            var value = decoded(pair.substring(equals + 1));
            if (!NAME.matcher(name).matches() || value.isEmpty() || fields.putIfAbsent(name, value.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(fields));
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
        return cipher;
    }
}
