package io.aman.security.detector;

import io.aman.platform.geo.Place;
import io.aman.security.reputation.AddressFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a person signed in.
 *
 * @param hidesPlace whether the place says nothing about the person
 */
public record Visit(
        String eventId,
        Instant at,
        String device,
        String network,
        @Nullable String country,
        Place.@Nullable Point point,
        boolean hidesPlace) {

    /** Whether it tells where the person was. */
    boolean showsPlace() {
        return !hidesPlace && (country != null || point != null);
    }

    static Visit of(SignIn signIn, AddressFacts facts) {
        return new Visit(
                signIn.eventId(),
                signIn.at(),
                signIn.device(),
                signIn.network(),
                facts.place().country(),
                facts.place().point(),
                facts.hidesPlace());
    }
}
