package io.aman.gateway.quota;

import java.time.Instant;
import java.util.Locale;

/**
 * Where somebody stands in a day or month.
 *
 * @param period {@code day} or {@code month}
 * @param used by any gateway; what others have leased and not used yet counts as used
 */
public record Standing(String period, long limit, long used, long remaining, Instant resetsAt) {

    static Standing of(Period period, long quota, long used) {
        return new Standing(
                period.unit().name().toLowerCase(Locale.ROOT), quota, used, Math.max(0, quota - used), period.endsAt());
    }
}
