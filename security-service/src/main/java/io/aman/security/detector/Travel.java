package io.aman.security.detector;

import io.aman.platform.geo.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether somebody can have been at two places.
 *
 * @param maxKmPerHour nobody is faster
 * @param minKm less is noise in where addresses are
 * @param maxAccuracyKm a place that is known less well says nothing
 */
record Travel(long maxKmPerHour, long minKm, long maxAccuracyKm) {

    private static final double EARTH_RADIUS_KM = 6371.0088; // mean, IUGG
    private static final double SECONDS_AN_HOUR = 3600;

    enum Verdict {
        OK,
        IMPOSSIBLE,
        /** Where at least one of them was is not known, or not well enough. */
        UNKNOWN,
        /** One of the addresses says nothing about where the person is. */
        SUPPRESSED
    }

    Verdict verdict(Visit one, Visit other) {
        if (one.hidesPlace() || other.hidesPlace()) {
            return Verdict.SUPPRESSED;
        }
        var from = one.point();
        var to = other.point();
        if (from == null || to == null || from.accuracyKm() > maxAccuracyKm || to.accuracyKm() > maxAccuracyKm) {
            return Verdict.UNKNOWN;
        }
        var km = surelyApartKm(from, to);
        return km >= minKm && km / hours(one, other) > maxKmPerHour ? Verdict.IMPOSSIBLE : Verdict.OK;
    }

    String text(Visit one, Visit other) {
        var from = one.point();
        var to = other.point();
        return from == null || to == null
                ? ""
                : "%.0f km in %.0f min".formatted(surelyApartKm(from, to), hours(one, other) * 60);
    }

    /**
     * Those right before and right after in time: an event that comes late is not compared with one long past. One that
     * hides its place is passed over, or a sign-in through Tor in between would silence what its neighbours show.
     */
    static Stream<Visit> neighbours(Profile person, Visit here) {
        return Stream.concat(
                person.lastVisitBefore(here.at(), Visit::showsPlace).stream(),
                person.firstVisitAfter(here.at(), Visit::showsPlace).stream());
    }

    /** Half where the person is known to come from this country, or from this network. */
    static Optional<Finding> weighed(Profile person, Visit here, String detail) {
        var isKnown = (here.country() != null
                        && person.knows(Profile.Trait.COUNTRY, here.country(), here.at(), Sight.AT_HOME))
                || person.knows(Profile.Trait.NETWORK, here.network(), here.at(), Sight.AT_HOME);
        return isKnown ? Finding.half(detail) : Finding.of(detail);
    }

    private static double hours(Visit one, Visit other) {
        return Math.max(1, Duration.between(one.at(), other.at()).abs().toSeconds()) / SECONDS_AN_HOUR;
    }

    /** The distance on the sphere less how far off each of the places may be. */
    private static double surelyApartKm(Place.Point from, Place.Point to) {
        var latitude = Math.toRadians(to.latitude() - from.latitude()) / 2;
        var longitude = Math.toRadians(to.longitude() - from.longitude()) / 2;
        var a = Math.pow(Math.sin(latitude), 2)
                + Math.cos(Math.toRadians(from.latitude()))
                        * Math.cos(Math.toRadians(to.latitude()))
                        * Math.pow(Math.sin(longitude), 2);
        var km = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
        return Math.max(0, km - from.accuracyKm() - to.accuracyKm());
    }
}
