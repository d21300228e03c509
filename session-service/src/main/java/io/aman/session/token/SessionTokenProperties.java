package io.aman.session.token;

import io.aman.platform.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The keys and lifetimes of tokens.
 *
 * @param keyEncryptionKey 32 bytes in Base64; private signing keys are stored under it
 * @param keyEncryptionKeyPrevious opens and does not seal: the next one before a change, and after it the one before,
 *     until signing keys, at start, and second factors, within the hour, are sealed anew
 * @param refreshKey 32 bytes in Base64; refresh tokens, and keys for other hashes, come from it. A new one ends every
 *     session.
 * @param accessLifetime how long an access token lives; the gateways remember a revocation that long and a little more
 * @param keyLifetime how long a signing key signs before the next one takes over
 * @param restoredAt when the database was last restored from a backup: signing keys that are older are withdrawn at start,
 *     and every access token with them
 */
@Validated
@ConfigurationProperties("session.token")
public record SessionTokenProperties(
        Secret keyEncryptionKey,
        @Nullable Secret keyEncryptionKeyPrevious,
        Secret refreshKey,

        @DefaultValue("5m") @DurationMin(seconds = 5) @DurationMax(minutes = 15)
        Duration accessLifetime,

        @DefaultValue("30d") @DurationMin(hours = 1) Duration keyLifetime,
        @Nullable Instant restoredAt) {

    private static final int KEY_BYTES = 32;
    private static final String PREVIOUS = "session.token.key-encryption-key-previous";

    public SessionTokenProperties {
        var _ = key("session.token.key-encryption-key", keyEncryptionKey);
        var _ = key("session.token.refresh-key", refreshKey);
        if (keyEncryptionKeyPrevious != null) {
            var _ = key(PREVIOUS, keyEncryptionKeyPrevious);
        }
    }

    byte[] encryptionKeyBytes() {
        return key("session.token.key-encryption-key", keyEncryptionKey);
    }

    byte @Nullable [] previousEncryptionKeyBytes() {
        return keyEncryptionKeyPrevious == null ? null : key(PREVIOUS, keyEncryptionKeyPrevious);
    }

    byte[] refreshKeyBytes() {
        return key("session.token.refresh-key", refreshKey);
    }

    private static byte[] key(String property, @Nullable Secret secret) {
        if (secret == null) {
            throw new IllegalArgumentException(property + " is missing");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.reveal().strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(property + " is no Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("%s has not %d bytes".formatted(property, KEY_BYTES));
        }
        return bytes;
    }
}
