package io.aman.session.mfa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A telephone that takes codes.
 *
 * @param number sealed
 * @param key the same for one number, whoever has it; nobody without our key can tell which
 * @param shown what its owner recognizes it by: the country and the last digits
 */
public record Phone(
        String number,
        String key,
        String shown,
        Instant addedAt,
        @Nullable Instant usedAt) {

    public Phone used(Instant at) {
        return new Phone(number, key, shown, addedAt, at);
    }

    public Phone sealedAs(String other) {
        return new Phone(other, key, shown, addedAt, usedAt);
    }

    @Override
    public String toString() {
        return "Phone[" + shown + "]";
    }
}
