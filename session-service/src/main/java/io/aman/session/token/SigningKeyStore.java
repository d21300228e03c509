package io.aman.session.token;

import java.time.Instant;
import java.util.List;

/** Where the installation's signing keys lie, sealed. */
interface SigningKeyStore {

    /**
     * A signing key as it is stored.
     *
     * @param generation counts up from 1; the highest one signs
     * @param sealed what {@link KeyVault} made of it
     */
    record Stored(int generation, String keyId, String sealed, Instant createdAt) {}

    /** All of them, oldest first. */
    List<Stored> all();

    /** Adds a key unless its generation exists: whoever comes second uses the key of the first. */
    void offer(Stored key);
}
