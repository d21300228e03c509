package io.aman.session.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals private keys for storage: AES-256-GCM, bound to the key's id so that no sealed key passes for another.
 *
 * @see <a href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D</a>
 */
final class KeyVault {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final @Nullable SecretKeySpec previous;

    KeyVault(byte[] key) {
        this(key, null);
    }

    /** @param previous opens what was sealed before the key was changed, and seals nothing */
    KeyVault(byte[] key, byte @Nullable [] previous) {
        this.key = new SecretKeySpec(key, "AES");
        this.previous = previous == null ? null : new SecretKeySpec(previous, "AES");
    }

    String seal(String keyId, String privateKey) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, keyId, nonce);
            var sealed = cipher.doFinal(privateKey.getBytes(StandardCharsets.UTF_8));
            var both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** @throws IllegalStateException when it was sealed under another key or for another id */
    String open(String keyId, String sealed) {
        return opened(key, keyId, sealed)
                .or(() -> openedByPrevious(keyId, sealed))
                .orElseThrow(() -> new IllegalStateException(
                        "the signing key %s does not open with session.token.key-encryption-key".formatted(keyId)));
    }

    /** The same sealed anew, where it still lies under the previous key. */
    Optional<String> renewed(String keyId, String sealed) {
        return opened(key, keyId, sealed).isPresent()
                ? Optional.empty()
                : openedByPrevious(keyId, sealed).map(privateKey -> seal(keyId, privateKey));
    }

    private Optional<String> openedByPrevious(String keyId, String sealed) {
        return previous == null ? Optional.empty() : opened(previous, keyId, sealed);
    }

    private static Optional<String> opened(SecretKeySpec key, String keyId, String sealed) {
        try {
            var both = Base64.getDecoder().decode(sealed);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, keyId, Arrays.copyOf(both, NONCE_BYTES));
            return Optional.of(
                    new String(cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, String keyId, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
