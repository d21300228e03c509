package io.aman.session.mfa;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codes that stand in for a lost factor.
 *
 * @param key sealed; the hashes are made under it
 */
public record BackupCodes(
        String key, Instant madeAt, @Nullable Instant usedAt, List<One> codes) {

    /** @param hash of the code, keyed */
    public record One(String hash, @Nullable Instant usedAt) {}

    public BackupCodes {
        codes = List.copyOf(codes);
    }

    public int left() {
        return Math.toIntExact(
                codes.stream().filter(code -> code.usedAt() == null).count());
    }

    /** Whether there is an unused one with this hash. */
    public boolean counts(String hash) {
        return codes.stream()
                .anyMatch(code -> code.usedAt() == null && code.hash().equals(hash));
    }

    /** The same with that one used. */
    public BackupCodes without(String hash, Instant at) {
        return new BackupCodes(
                key,
                madeAt,
                at,
                codes.stream()
                        .map(code -> code.hash().equals(hash) ? new One(hash, at) : code)
                        .toList());
    }

    public BackupCodes sealedAs(String other) {
        return new BackupCodes(other, madeAt, usedAt, codes);
    }

    @Override
    public String toString() {
        return "BackupCodes[%d left]".formatted(left());
    }
}
