package io.aman.session.token;

import io.aman.events.AccessEvent.SigningKeyRotated;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the installation's signing keys lie, sealed. */
interface SigningKeyStore {

    /**
     * A signing key as it is stored.
     *
     * @param generation counts up from 1
     * @param sealed what {@link KeyVault} made of it
     * @param signsFrom from then on tokens are signed with it, until a later generation signs; it is published before
     * @param earlierUntil from then on no earlier generation is published
     */
    record Stored(
            int generation, String keyId, String sealed, Instant createdAt, Instant signsFrom, Instant earlierUntil) {}

    /** All of them, oldest first. */
    List<Stored> all();

    /**
     * Adds a key unless its generation exists: whoever comes second uses the key of the first.
     *
     * @param told stored with it; null for the first key of an installation
     * @return whether it was added
     */
    boolean offer(Stored key, @Nullable SigningKeyRotated told);

    /** Replaces what a key lies under, unless somebody else has. */
    void reseal(Stored key, String sealed);

    /** Removes a key, once what it had to tell is told. */
    void forget(int generation);
}
