package io.aman.platform.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a service fares.
 *
 * @param status down where something essential is, degraded where anything is not well
 * @param parts by name
 */
public record PartsReport(Standing status, Map<String, Part> parts) {

    /**
     * How one thing fares that the service needs.
     *
     * @param answerMillis how long it took to tell
     * @param items where there are several of a kind
     */
    public record Part(
            Standing status,
            long answerMillis,
            @Nullable String reason,
            @Nullable Map<String, Standing> items) {}
}
