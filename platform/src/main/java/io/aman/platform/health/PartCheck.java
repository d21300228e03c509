package io.aman.platform.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks how one of those things fares that a service needs. A bean of this type is asked by {@link Parts}. */
public interface PartCheck {

    String name();

    /** Whether the service does nothing that is of use while this is down. */
    default boolean isEssential() {
        return false;
    }

    /**
     * Looks now. It may block: it is interrupted when it takes too long, and what it throws means that the part is down.
     */
    Reading look() throws Exception;

    /**
     * What was seen.
     *
     * @param reason for operators where it is not well: no secret, no address
     * @param items where there are several of a kind
     */
    record Reading(Standing status, @Nullable String reason, Map<String, Standing> items) {

        public static Reading up() {
            return new Reading(Standing.UP, null, Map.of());
        }

        public static Reading degraded(String reason) {
            return new Reading(Standing.DEGRADED, reason, Map.of());
        }

        public static Reading down(String reason) {
            return new Reading(Standing.DOWN, reason, Map.of());
        }
    }
}
