package io.aman.security.simulation;

import io.aman.events.ClientFacts;
import io.aman.platform.Ids;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.detector.Kind;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;
import io.aman.security.simulation.SimulatedSignIn.Attack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People of whose accounts somebody knows the password, each taken over in a way that one detector is there for. */
final class SimulatedTakeovers {

    static final List<Kind> TRAITS = List.of(
            Kind.NEW_DEVICE,
            Kind.NEW_COUNTRY,
            Kind.IMPOSSIBLE_TRAVEL,
            Kind.CONCURRENT_COUNTRIES,
            Kind.TOR,
            Kind.ANONYMISER,
            Kind.LISTED_ADDRESS,
            Kind.FAILURES_THEN_SUCCESS,
            Kind.DORMANCY,
            Kind.BREACHED_PASSWORD);

    private static final Duration DORMANT = Duration.ofDays(200);
    private static final Place KUWAIT = place("KW", 29.37, 47.98);
    private static final Place LONDON = place("GB", 51.51, -0.13);

    private final Random random;
    private final List<SimulatedSignIn> all = new ArrayList<>();

    /** @param each victims of each kind */
    SimulatedTakeovers(long seed, int each) {
        this.random = new Random(seed);
        for (int trait = 0; trait < TRAITS.size(); trait++) {
            for (int i = 0; i < each; i++) {
                takeOver(TRAITS.get(trait), trait, "usr_victim_%d_%d".formatted(trait, i));
            }
        }
    }

    /** The campaign of a takeover is the place of its trait in {@link #TRAITS}. */
    List<SimulatedSignIn> all() {
        return List.copyOf(all);
    }

    private void takeOver(Kind kind, int trait, String victim) {
        var at = SimulatedTraffic.START
                .plus(Duration.ofDays(12))
                .plusSeconds(random.nextLong(Duration.ofDays(16).toSeconds()));
        var since = at.minus(kind == Kind.DORMANCY ? DORMANT.plusDays(9) : Duration.ofDays(10));
        for (int day = 0; day < 9; day += 2) {
            honest(victim, since.plus(Duration.ofDays(day)));
        }
        if (kind == Kind.IMPOSSIBLE_TRAVEL || kind == Kind.CONCURRENT_COUNTRIES) {
            honest(victim, at.minus(kind == Kind.IMPOSSIBLE_TRAVEL ? Duration.ofHours(2) : Duration.ofMinutes(5)));
        }
        if (kind == Kind.FAILURES_THEN_SUCCESS) {
            for (int i = 4; i > 0; i--) {
                attack(victim, trait, false, at.minusSeconds(20L * i), facts(kind), false);
            }
        }
        attack(victim, trait, true, at, facts(kind), kind == Kind.BREACHED_PASSWORD);
    }

    private static AddressFacts facts(Kind kind) {
        var isAbroad = kind == Kind.NEW_COUNTRY || kind == Kind.IMPOSSIBLE_TRAVEL || kind == Kind.CONCURRENT_COUNTRIES;
        var anonymity = new Anonymity(kind == Kind.ANONYMISER, false, kind == Kind.TOR);
        var lists = kind == Kind.LISTED_ADDRESS ? Set.of("firehol") : Set.<String>of();
        return new AddressFacts(isAbroad ? LONDON : KUWAIT, anonymity, lists, false);
    }

    private void honest(String victim, Instant at) {
        var home = new AddressFacts(KUWAIT, Anonymity.NONE, Set.of(), false);
        add(
                victim,
                true,
                "22.%d.7.7".formatted(victim.hashCode() & 0xff),
                "Firefox 140",
                at,
                home,
                false,
                Attack.NONE,
                0);
    }

    private void attack(
            String victim, int trait, boolean succeeds, Instant at, AddressFacts facts, boolean isBreached) {
        var address = "130.%d.%d.9".formatted(trait, victim.hashCode() & 0xff);
        add(victim, succeeds, address, "Chrome 150", at, facts, isBreached, Attack.TAKEOVER, trait);
    }

    private void add(
            String userId,
            boolean succeeded,
            String address,
            String browser,
            Instant at,
            AddressFacts facts,
            boolean isBreached,
            Attack attack,
            int campaign) {
        var id = "act_v" + all.size();
        var client = new ClientFacts("DESKTOP", browser, "Linux", null, null);
        @Nullable String session = succeeded ? "ses_" + id : null;
        all.add(new SimulatedSignIn(
                new SignIn(
                        id,
                        Ids.derived("", userId),
                        userId,
                        session,
                        succeeded,
                        address,
                        null,
                        client,
                        at,
                        false,
                        isBreached,
                        null),
                facts,
                attack,
                campaign));
    }

    private static Place place(String country, double latitude, double longitude) {
        return new Place(country, null, new Place.Point(latitude, longitude, 30));
    }
}
