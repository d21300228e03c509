package io.aman.platform.geo;

import org.jspecify.annotations.Nullable;

/**
 * Where an address is likely to be.
 *
 * @param country ISO 3166-1 alpha-2
 * @param city in English
 * @param point where, where the database says so
 */
public record Place(
        @Nullable String country,
        @Nullable String city,
        @Nullable Point point) {

    static final Place UNKNOWN = new Place(null, null, null);

    /**
     * A point on the earth.
     *
     * @param latitude in degrees, north is positive
     * @param longitude in degrees, east is positive
     * @param accuracyKm the radius around it within which the address is likely to be
     */
    public record Point(double latitude, double longitude, int accuracyKm) {}
}
