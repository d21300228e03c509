package io.aman.local.sandbox.knet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A merchant's terminal: id, password, and the resource key that both sides encrypt with; not a record, whose
 * {@code toString} would tell them.
 *
 * <p>AES-128-CBC with the key as its own initialization vector, in hex: KNET's kits do it so.
 */
public final class KnetTerminal {
    private final String id;
    private final String password;
    private final byte[] key;

    /** @param resourceKey 16 ASCII characters */
    public KnetTerminal(String id, String password, String resourceKey) {
        this.id = id;
        this.password = password;
        this.key = resourceKey.getBytes(StandardCharsets.US_ASCII);
        if (key.length != 16) {
            throw new IllegalArgumentException("a resource key has 16 characters");
        }
    }

    public String id() {
        return id;
    }

    public String password() {
        return password;
    }

    public String resourceKey() {
        return new String(key, StandardCharsets.US_ASCII);
    }

    /** In lower-case hex, as KNET sends it. */
    public String encrypt(String plain) {
        try {
            return HexFormat.of()
                    .formatHex(cipher(Cipher.ENCRYPT_MODE).doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws KnetError for what this terminal did not encrypt, where that shows */
    String decrypt(String hex) {
        try {
            var bytes = cipher(Cipher.DECRYPT_MODE).doFinal(HexFormat.of().parseHex(hex));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw KnetError.decryption();
        }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
        return cipher;
    }

    void requireId(String given) {
        if (!id.equals(given)) {
            throw KnetError.tranportalId();
        }
    }

    void requirePassword(String given) {
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))) {
            throw KnetError.password();
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
