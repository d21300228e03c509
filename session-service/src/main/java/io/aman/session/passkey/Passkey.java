package io.aman.session.passkey;

import io.aman.platform.Ids;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key pair at one of a person's authenticators, of which only the public half is here.
 *
 * @param id names it at the API; the authenticator's own name for it stays inside
 * @param credentialId the authenticator's name for it, Base64url
 * @param name the person's
 * @param publicKey COSE, Base64url
 * @param attestation what the authenticator said at its registration, CBOR in Base64url
 * @param signatures how often it has signed, as far as it counts; 0 where it does not
 * @param transports how it is reached
 * @param synced whether it may be copied between devices by whoever keeps it for the person
 * @param usedAt null until it is used
 */
record Passkey(
        String id,
        String credentialId,
        String name,
        String publicKey,
        String attestation,
        long signatures,
        Set<String> transports,
        boolean synced,
        Instant createdAt,
        @Nullable Instant usedAt) {

    Passkey {
        transports = Set.copyOf(new TreeSet<>(transports));
    }

    /** The name at the API of what an authenticator calls so. */
    static String idOf(String credentialId) {
        return Ids.derived("pky_", credentialId);
    }

    Passkey named(String newName) {
        return new Passkey(
                id, credentialId, newName, publicKey, attestation, signatures, transports, synced, createdAt, usedAt);
    }

    Passkey used(long newSignatures, Instant at) {
        return new Passkey(
                id, credentialId, name, publicKey, attestation, newSignatures, transports, synced, createdAt, at);
    }

    /**
     * Whether the key that has just signed this often is a copy, or was copied: an authenticator that counts never says
     * the same number twice (WebAuthn Level 3, section 6.1.1).
     */
    boolean isCopiedAt(long count) {
        return (count > 0 || signatures > 0) && count <= signatures;
    }
}
