package io.aman.payment.audit;

import java.util.Map;
import java.util.Objects;

/**
 * The end of a chain, kept beside it and written with it: without it, nobody would miss the last entries.
 *
 * @param count how many entries are chained
 * @param hash of the last one; of the subject where there is none yet
 * @param keyId which key signed this
 * @param mac over the end itself: whoever drops the last entry cannot sign the one before as the end
 * @param legacy how many entries were there before the chain began
 * @param salts of the subject's personal values
 * @param commitments of those that were erased
 */
public record Chain(
        int count,
        String hash,
        String keyId,
        String mac,
        int legacy,
        Map<String, String> salts,
        Map<String, String> commitments) {

    public Chain {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(mac, "mac");
        salts = salts == null ? Map.of() : Map.copyOf(salts);
        commitments = commitments == null ? Map.of() : Map.copyOf(commitments);
    }

    Chain at(int longer, String last, String signedBy, String signature) {
        return new Chain(longer, last, signedBy, signature, legacy, salts, commitments);
    }

    Chain holding(Personal personal) {
        return new Chain(count, hash, keyId, mac, legacy, personal.salts(), personal.commitments());
    }
}
