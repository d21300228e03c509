package io.aman.security.detector;

import static io.aman.security.detector.SightOf.KUWAIT;
import static io.aman.security.detector.SightOf.NOWHERE;
import static io.aman.security.detector.SightOf.facts;
import static io.aman.security.detector.SightOf.hidden;
import static io.aman.security.detector.SightOf.kinds;
import static io.aman.security.detector.SightOf.share;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a person signs in from. */
class PlaceDetectionTest {

    private static final String HOME = "203.0.113.9";
    private static final String AWAY = "198.51.100.1";
    private static final Duration DAY = Duration.ofDays(1);
    private static final AddressFacts LONDON = facts("GB", 51.51, -0.09);

    private final SightOf person = new SightOf();

    @Test
    void anotherCountryIsNewUntilItIsKnown() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);

        assertThat(kinds(person.succeeds(DAY, AWAY, LONDON))).containsExactly(Kind.NEW_DEVICE, Kind.NEW_COUNTRY);
        assertThat(kinds(person.succeeds(DAY.multipliedBy(2), AWAY, LONDON))).isEmpty();
    }

    @Test
    void whereNoPlaceWasEverKnownNoCountryIsNew() {
        person.succeeds(Duration.ZERO, HOME, NOWHERE);

        assertThat(kinds(person.succeeds(DAY, HOME, KUWAIT))).isEmpty();
    }

    @Test
    void twoPlacesAtOnceAreImpossibleTravelAndCountHalfWhereTheCountryIsKnown() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var first = person.succeeds(Duration.ofMinutes(5), AWAY, LONDON);
        assertThat(kinds(first)).contains(Kind.IMPOSSIBLE_TRAVEL, Kind.CONCURRENT_COUNTRIES, Kind.NEW_COUNTRY);
        assertThat(share(first, Kind.IMPOSSIBLE_TRAVEL)).isEqualTo(1);

        var back = person.succeeds(Duration.ofMinutes(10), HOME, KUWAIT);
        assertThat(share(back, Kind.IMPOSSIBLE_TRAVEL)).isEqualTo(0.5);
    }

    @Test
    void anEventThatComesLateIsComparedWithItsNeighboursInTime() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        person.succeeds(DAY, AWAY, LONDON);
        person.succeeds(DAY.multipliedBy(2), HOME, KUWAIT);

        // told after all of them, though it happened in London an hour after the first one there
        var late = person.succeeds(DAY.plusHours(1), AWAY, LONDON);

        assertThat(kinds(late)).doesNotContain(Kind.IMPOSSIBLE_TRAVEL, Kind.CONCURRENT_COUNTRIES);
        assertThat(kinds(person.succeeds(DAY.multipliedBy(2).plusMinutes(5), HOME, KUWAIT)))
                .isEmpty();
    }

    @Test
    void signingInThroughTorInBetweenSilencesNoTravel() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        for (int i = 1; i <= 30; i++) {
            person.succeeds(Duration.ofSeconds(i), AWAY, hidden(false, false, true));
        }

        assertThat(kinds(person.succeeds(Duration.ofMinutes(5), AWAY, LONDON)))
                .contains(Kind.IMPOSSIBLE_TRAVEL, Kind.CONCURRENT_COUNTRIES);
    }

    @Test
    void whereAnAddressIsNotKnownSilencesNoTravelEither() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        person.succeeds(Duration.ofMinutes(1), AWAY, SightOf.NOWHERE);

        assertThat(kinds(person.succeeds(Duration.ofMinutes(5), AWAY, LONDON))).contains(Kind.IMPOSSIBLE_TRAVEL);
    }

    @Test
    void anAnonymiserSaysNothingOfWhereThePersonIs() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);

        var vpn = person.succeeds(Duration.ofMinutes(5), AWAY, hidden(true, false, false));
        assertThat(kinds(vpn)).containsExactly(Kind.NEW_DEVICE, Kind.ANONYMISER);
        assertThat(kinds(person.succeeds(Duration.ofMinutes(10), HOME, KUWAIT))).isEmpty();
        var again = person.succeeds(Duration.ofMinutes(15), AWAY, hidden(true, false, false));
        assertThat(share(again, Kind.ANONYMISER)).isEqualTo(0.5);
    }

    @Test
    void torAndListsAreNoticedAndAnAllowedEgressIsNot() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var place = new Place(null, null, null);

        assertThat(kinds(person.succeeds(
                        DAY, HOME, new AddressFacts(place, Anonymity.NONE, Set.of("tor-exit", "drop"), false))))
                .containsExactly(Kind.TOR, Kind.LISTED_ADDRESS);
        assertThat(kinds(person.succeeds(
                        DAY, HOME, new AddressFacts(place, new Anonymity(true, true, true), Set.of("drop"), true))))
                .isEmpty();
    }
}
