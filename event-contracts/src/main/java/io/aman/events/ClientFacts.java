package io.aman.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client says it is and where its address is known to be.
 *
 * @param device {@code DESKTOP}, {@code MOBILE}, {@code TABLET} or {@code UNKNOWN}
 * @param browser its family, and the major version where one is told
 * @param os its family, and the version where one is told
 * @param country ISO 3166-1 alpha-2, where a database of places is configured
 * @param city in English
 */
public record ClientFacts(
        String device,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String country,
        @Nullable String city) {

    public ClientFacts {
        Objects.requireNonNull(device, "device");
    }
}
