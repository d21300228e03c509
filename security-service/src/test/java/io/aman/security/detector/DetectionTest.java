package io.aman.security.detector;

import static io.aman.security.detector.SightOf.KUWAIT;
import static io.aman.security.detector.SightOf.NOWHERE;
import static io.aman.security.detector.SightOf.facts;
import static io.aman.security.detector.SightOf.hidden;
import static io.aman.security.detector.SightOf.kinds;
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
import java.util.stream.Collectors;
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
    void oneAddressThatFailsAtTenAccountsSprays() {
        var tries = tries(9, true, true);
        assertThat(kinds(person.with(tries).fails(Duration.ofSeconds(30), AWAY)))
                .containsExactly(Kind.SPRAYING);
        assertThat(kinds(new SightOf().with(tries(8, true, true)).fails(Duration.ofSeconds(30), AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf().with(tries).fails(Duration.ofHours(1), AWAY)))
                .isEmpty();
    }

    @Test
    void anOfficeWhereSomeMistypeDoesNotSpray() {
        var office = tries(30, false, false);
        for (int i = 0; i < 11; i++) {
            office = office.after(new Source.Try("f" + i, "account-" + i, SightOf.START, true, false));
        }
        assertThat(kinds(person.with(office).fails(Duration.ofSeconds(30), AWAY)))
                .isEmpty();
    }

    @Test
    void rightPairsFromADataCentreAreStuffingAndFromAnOfficeTheyAreNot() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var tries = tries(12, false, true);

        assertThat(kinds(person.with(tries).succeeds(Duration.ofSeconds(30), AWAY, hidden(false, true, false))))
                .contains(Kind.STUFFING, Kind.ANONYMISER);
        var elsewhere = new SightOf();
        assertThat(kinds(elsewhere.with(tries).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .isEmpty();
        assertThat(kinds(new SightOf().with(tries(45, false, true)).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .contains(Kind.STUFFING);
        assertThat(kinds(new SightOf().with(tries(45, false, false)).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .isEmpty();
    }

    @Test
    void manyStrangersThatFailAtOnceAreNoticedOfStrangersOnly() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var attack = new Crowd(accounts("s", 60), accounts("o", 100));

        assertThat(kinds(person.with(attack).succeeds(DAY, AWAY, KUWAIT))).contains(Kind.DISTRIBUTED_GUESSING);
        assertThat(kinds(person.with(attack).succeeds(DAY, HOME, KUWAIT))).doesNotContain(Kind.DISTRIBUTED_GUESSING);
        var busy = new Crowd(accounts("s", 60), accounts("o", 400));
        assertThat(kinds(new SightOf().with(busy).fails(DAY, AWAY))).isEmpty();
    }

    @Test
    void onePasswordAtManyAccountsIsNoticedOfStrangersOnlyHoweverManyAddresses() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var sharers = new Crowd(accounts("s", 20), Set.of());

        assertThat(kinds(person.sharing(sharers).fails(DAY, AWAY))).containsExactly(Kind.PASSWORD_SPRAYING);
        assertThat(kinds(person.sharing(sharers).fails(DAY, HOME))).isEmpty();
        assertThat(kinds(new SightOf()
                        .sharing(new Crowd(accounts("s", 19), Set.of()))
                        .fails(DAY, AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf()
                        .sharing(sharers)
                        .sees(
                                person.signIn(false, DAY, AWAY, "Firefox 140", false),
                                new AddressFacts(new Place(null, null, null), Anonymity.NONE, Set.of(), true))))
                .isEmpty();
    }

    @Test
    void aNetworkThatFailsAtManyAccountsIsNoticedOfStrangersOnlyAndNotAmongManyOthers() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var network = new Crowd(accounts("s", 40), accounts("o", 40));

        assertThat(kinds(person.among(network).fails(DAY, AWAY))).containsExactly(Kind.NETWORK_GUESSING);
        assertThat(kinds(person.among(network).fails(DAY, HOME))).isEmpty();
        assertThat(kinds(new SightOf()
                        .among(new Crowd(accounts("s", 39), Set.of()))
                        .fails(DAY, AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf()
                        .among(new Crowd(accounts("s", 40), accounts("o", 41)))
                        .fails(DAY, AWAY)))
                .isEmpty();
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
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "REFRESH_REUSE")
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

    private static double share(List<Signal> signals, Kind kind) {
        return signals.stream()
                .filter(signal -> signal.kind() == kind)
                .mapToDouble(Signal::share)
                .sum();
    }

    private static Source tries(int accounts, boolean failed, boolean isStranger) {
        return new Source(
                AWAY,
                IntStream.range(0, accounts)
                        .mapToObj(i -> new Source.Try("t" + i, "account-" + i, SightOf.START, failed, isStranger))
                        .toList());
    }

    private static Set<String> accounts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toSet());
    }
}
