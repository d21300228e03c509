package io.aman.payment.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which notices; what is absent does not narrow.
 *
 * @param from received then or later
 * @param to received before then
 * @param ids if there are any, only these
 */
record Selection(
        Instant from,
        Instant to,
        @Nullable String provider,
        @Nullable String type,
        StoredNotice.@Nullable State state,
        List<String> ids) {

    Selection {
        ids = ids == null ? List.of() : List.copyOf(ids);
    }
}
