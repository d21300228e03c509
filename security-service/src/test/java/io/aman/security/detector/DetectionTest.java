package io.aman.security.detector;

import static io.aman.security.detector.SightOf.KUWAIT;
import static io.aman.security.detector.SightOf.accounts;
import static io.aman.security.detector.SightOf.facts;
import static io.aman.security.detector.SightOf.hidden;
import static io.aman.security.detector.SightOf.kinds;
import static io.aman.security.detector.SightOf.tries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectionTest {

    private static final String HOME = "203.0.113.9";
    private static final String AWAY = "198.51.100.1";
    private static final Duration DAY = Duration.ofDays(1);
    private static final AddressFacts LONDON = facts("GB", 51.51, -0.09);

    private final SightOf person = new SightOf();

    @Test
    void theFirstSignInOfAPersonIsNothingNew() {
        assertThat(person.succeeds(Duration.ZERO, HOME, KUWAIT)).isEmpty();
        assertThat(person.succeeds(DAY, HOME, KUWAIT)).isEmpty();
        assertThat(person.succeeds(DAY.plusHours(1), "203.0.113.77", KUWAIT)).isEmpty(); // the same /24
    }

    @Test
    void anotherBrowserIsANewDeviceUnlessItProvesToBeTrusted() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);

        assertThat(kinds(person.sees(person.signIn(true, DAY, HOME, "Firefox 141.2", false), KUWAIT)))
                .isEmpty();
        assertThat(kinds(person.sees(person.signIn(true, DAY, HOME, "Safari 26", true), KUWAIT)))
                .isEmpty();
        assertThat(kinds(person.sees(person.signIn(true, DAY, HOME, "Chrome 150", false), KUWAIT)))
                .containsExactly(Kind.NEW_DEVICE);
        assertThat(kinds(person.sees(person.signIn(true, DAY.plusDays(31), HOME, "Chrome 150", false), KUWAIT)))
                .containsExactly(Kind.NEW_DEVICE);
    }

    @Test
    void tenFailuresAtOneAccountAreBruteForceFromHoweverManyAddresses() {
        for (int i = 0; i < 9; i++) {
            assertThat(person.fails(Duration.ofSeconds(i), "198.51.100." + i)).isEmpty();
        }
        var tenth = person.fails(Duration.ofSeconds(9), "198.51.100.9");
        assertThat(kinds(tenth)).containsExactly(Kind.BRUTE_FORCE);
        assertThat(tenth.getFirst().detail()).isEqualTo("10 failures from 10 addresses");
        assertThat(person.fails(Duration.ofMinutes(30), "198.51.100.9")).isEmpty();
    }

    @Test
    void aSuccessBehindThreeFailuresIsNoticedOnce() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        IntStream.range(1, 4).forEach(i -> person.fails(Duration.ofMinutes(i), HOME));

        assertThat(kinds(person.succeeds(Duration.ofMinutes(5), HOME, KUWAIT)))
                .containsExactly(Kind.FAILURES_THEN_SUCCESS);
        assertThat(kinds(person.succeeds(Duration.ofMinutes(6), HOME, KUWAIT))).isEmpty();
    }

    @Test
    void anAccountThatNobodyUsedForHalfAYearIsDormant() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);

        assertThat(kinds(person.succeeds(Duration.ofDays(181), HOME, KUWAIT))).contains(Kind.DORMANCY);
        assertThat(kinds(person.succeeds(Duration.ofDays(182), HOME, KUWAIT))).isEmpty();
    }

    @Test
    void aStolenPasswordIsNoticedOfASuccess() {
        assertThat(kinds(person.sees(person.withBreached(true), KUWAIT))).containsExactly(Kind.BREACHED_PASSWORD);
        assertThat(kinds(person.sees(person.withBreached(false), KUWAIT))).isEmpty();
    }

    @Test
    void aRefreshTokenThatCameTwiceIsToldByTheSessionAndNoSignInShowsIt() {
        assertThat(new Detection(Detection::usual).told(Kind.REFRESH_REUSE, "session ses_1"))
                .hasValueSatisfying(signal -> assertThat(signal.isActing()).isTrue());
        assertThat(kinds(person.succeeds(Duration.ZERO, HOME, KUWAIT))).isEmpty();
    }

    /** Each detector with something that it notices. */
    static Map<Kind, Consumer<SightOf>> noticed() {
        var noticed = new EnumMap<Kind, Consumer<SightOf>>(Kind.class);
        noticed.put(
                Kind.BRUTE_FORCE,
                sight -> IntStream.range(0, 10).forEach(i -> sight.fails(Duration.ofSeconds(i), HOME)));
        noticed.put(Kind.SPRAYING, sight -> sight.with(tries(9, true, true)).fails(Duration.ofSeconds(30), AWAY));
        noticed.put(
                Kind.STUFFING,
                sight -> sight.with(tries(12, false, true))
                        .succeeds(Duration.ofSeconds(30), AWAY, hidden(false, true, false)));
        noticed.put(
                Kind.DISTRIBUTED_GUESSING,
                sight -> sight.with(new Crowd(accounts("s", 60), accounts("o", 100)))
                        .fails(DAY, AWAY));
        noticed.put(
                Kind.NETWORK_GUESSING,
                sight -> sight.among(new Crowd(accounts("s", 40), Set.of())).fails(DAY, AWAY));
        noticed.put(
                Kind.PASSWORD_SPRAYING,
                sight -> sight.sharing(new Crowd(accounts("s", 20), Set.of())).fails(DAY, AWAY));
        for (var kind : List.of(Kind.NEW_DEVICE, Kind.NEW_COUNTRY, Kind.CONCURRENT_COUNTRIES, Kind.IMPOSSIBLE_TRAVEL)) {
            noticed.put(kind, sight -> home(sight).succeeds(Duration.ofMinutes(5), AWAY, LONDON));
        }
        noticed.put(Kind.TOR, sight -> sight.succeeds(DAY, AWAY, hidden(false, false, true)));
        noticed.put(Kind.ANONYMISER, sight -> sight.succeeds(DAY, AWAY, hidden(true, false, false)));
        noticed.put(
                Kind.LISTED_ADDRESS,
                sight -> sight.succeeds(
                        DAY,
                        AWAY,
                        new AddressFacts(new Place(null, null, null), Anonymity.NONE, Set.of("drop"), false)));
        noticed.put(Kind.FAILURES_THEN_SUCCESS, sight -> {
            IntStream.range(1, 4).forEach(i -> sight.fails(Duration.ofMinutes(i), HOME));
            sight.succeeds(Duration.ofMinutes(5), HOME, KUWAIT);
        });
        noticed.put(Kind.DORMANCY, sight -> home(sight).succeeds(Duration.ofDays(181), HOME, KUWAIT));
        noticed.put(Kind.BREACHED_PASSWORD, sight -> sight.sees(sight.withBreached(true), KUWAIT));
        return noticed;
    }

    private static SightOf home(SightOf sight) {
        sight.succeeds(Duration.ZERO, HOME, KUWAIT);
        return sight;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "REFRESH_REUSE",
                "PAYMENT_VELOCITY",
                "NEW_PAYMENT_METHOD",
                "CARD_TESTING",
                "SHARED_CARD_TESTING",
                "DEVICE_CARD_TESTING"
            }) // no sign-in shows them
    void eachDetectorActsWatchesOrIsSilentAsItIsSet(Kind kind) {
        var scene = Objects.requireNonNull(noticed().get(kind));
        for (var mode : Mode.values()) {
            var sight = new SightOf(Map.of(kind, new Settings(mode, Map.of())));
            scene.accept(sight);

            var found = sight.seen().stream()
                    .filter(signal -> signal.kind() == kind)
                    .toList();
            if (mode == Mode.OFF) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found).isNotEmpty().allMatch(signal -> signal.isActing() == (mode == Mode.ACT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatTheSessionTellsIsActedOnWatchedOrNotSeenAsItIsSet(Mode mode) {
        var told = new Detection(_ -> new Settings(mode, Map.of())).told(Kind.REFRESH_REUSE, "session ses_1");

        assertThat(told.isPresent()).isEqualTo(mode != Mode.OFF);
        assertThat(told.map(Signal::isActing).orElse(false)).isEqualTo(mode == Mode.ACT);
    }

    @Test
    void aDetectorThatIsOffIsSilentAndOneThatWatchesDoesNotAct() {
        var watched = new SightOf(Map.of(
                Kind.NEW_DEVICE, new Settings(Mode.OFF, Map.of()),
                Kind.NEW_COUNTRY, new Settings(Mode.WATCH, Map.of())));
        watched.succeeds(Duration.ZERO, HOME, KUWAIT);

        var signals = watched.succeeds(DAY, AWAY, LONDON);
        assertThat(signals).extracting(Signal::kind, Signal::isActing).containsExactly(tuple(Kind.NEW_COUNTRY, false));
    }

    @Test
    void aThresholdThatIsChangedCounts() {
        var strict = new SightOf(Map.of(Kind.BRUTE_FORCE, new Settings(Mode.ACT, Map.of("failures", 2L))));
        assertThat(strict.fails(Duration.ZERO, HOME)).isEmpty();
        assertThat(kinds(strict.fails(Duration.ofSeconds(1), HOME))).containsExactly(Kind.BRUTE_FORCE);
    }

    @Test
    void whatASuccessTaughtIsForgottenWhenItWasNotTheOwners() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        person.succeeds(DAY, AWAY, LONDON);

        var profile = person.profile().without("evt_1");

        assertThat(profile.visits()).hasSize(1);
        assertThat(profile.knows(Profile.Trait.COUNTRY, "GB", SightOf.START.plus(DAY), DAY))
                .isFalse();
        assertThat(profile.knows(Profile.Trait.COUNTRY, "KW", SightOf.START, DAY))
                .isTrue();
    }

    @Test
    void nothingThatIsRememberedGrowsWithoutBound() {
        var source = new Source(AWAY, List.of());
        for (int i = 0; i < 500; i++) {
            person.fails(Duration.ofSeconds(i), "198.51.100." + i % 200);
            person.succeeds(Duration.ofMinutes(i), "10.%d.%d.1".formatted(i / 200, i % 200), KUWAIT);
            source = source.after(new Source.Try("e" + i, "a" + i, SightOf.START, true, true));
        }
        var profile = person.profile();
        assertThat(profile.failures()).hasSize(64);
        assertThat(profile.visits()).hasSize(24);
        assertThat(profile.known()).hasSize(128);
        assertThat(profile.told()).hasSize(16);
        assertThat(source.tries()).hasSize(256);
    }
}
