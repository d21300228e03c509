package io.aman.session.mfa.backup;

import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a code: HMAC-SHA256 under a random key of the person's own, which lies sealed beside the hashes.
 *
 * <p>A fast hash is right here. Who has the database alone lacks the key, and fifty random bits, unlike a password, are
 * no guess of a dictionary; each right answer is bought with one of ten counted tries.
 */
record BackupHash(Secret key) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    static BackupHash random() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return new BackupHash(Secret.of(Base64.getEncoder().encodeToString(bytes)));
    }

    String of(BackupCode code) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), ALGORITHM));
            var hash = mac.doFinal(code.canonical().reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
