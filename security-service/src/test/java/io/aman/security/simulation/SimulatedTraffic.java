package io.aman.security.simulation;

import io.aman.events.ClientFacts;
import io.aman.platform.Ids;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;
import io.aman.security.simulation.SimulatedSignIn.Attack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * People who sign in from home, from offices that share an address, from phones behind carriers, through VPNs and on
 * journeys, and mistype; and attackers. Everything follows from the seed.
 */
final class SimulatedTraffic {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Duration LENGTH = Duration.ofDays(30);
    static final int PEOPLE = 2_000;
    private static final int OFFICES = 20;
    private static final int CARRIERS = 12;
    private static final int VPNS = 15;

    private record Town(String country, double latitude, double longitude) {}

    private static final List<Town> TOWNS = List.of(
            new Town("KW", 29.37, 47.98),
            new Town("SA", 24.71, 46.68),
            new Town("AE", 25.20, 55.27),
            new Town("GB", 51.51, -0.13),
            new Town("US", 40.71, -74.01),
            new Town("IN", 19.08, 72.88));

    /** @param office where the person works, of which some have none */
    private record Person(
            int number, Town town, String home, String carrier, int office, boolean hasVpn, boolean isFlying) {

        String userId() {
            return "usr_" + number;
        }
    }

    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final List<SimulatedSignIn> all = new ArrayList<>();
    private int events;

    SimulatedTraffic(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < PEOPLE; i++) {
            var office = random.nextInt(100) < 40 ? random.nextInt(OFFICES) : -1;
            // an office is in one town, and a carrier serves one
            var town = office >= 0 ? office % TOWNS.size() : random.nextInt(TOWNS.size());
            var carrier = "100.%d.%d.%d".formatted(200 + town, random.nextInt(CARRIERS), random.nextInt(4));
            people.add(new Person(
                    i,
                    TOWNS.get(town),
                    "20.%d.%d.7".formatted(i / 250, i % 250),
                    carrier,
                    office,
                    random.nextInt(100) < 10,
                    random.nextInt(100) < 8));
        }
    }

    /** Honest sign-ins over {@link #LENGTH}, that many for each person. */
    SimulatedTraffic honest(int each) {
        for (var person : people) {
            var journey = START.plus(seconds(LENGTH));
            for (int i = 0; i < each; i++) {
                var at = START.plus(seconds(LENGTH));
                var isAway = person.isFlying && at.isAfter(journey) && at.isBefore(journey.plus(Duration.ofDays(4)));
                // nobody signs in while flying, nor for a while around it
                var isFlying =
                        person.isFlying && (isAround(journey, at) || isAround(journey.plus(Duration.ofDays(4)), at));
                if (!isFlying) {
                    signIn(person, isAway, at);
                }
            }
        }
        return this;
    }

    private static boolean isAround(Instant flight, Instant at) {
        return Duration.between(flight, at).abs().toHours() < 12;
    }

    private void signIn(Person person, boolean isAway, Instant at) {
        var town = isAway ? TOWNS.get((person.number + 3) % TOWNS.size()) : person.town;
        var address = isAway ? "30.%d.%d.9".formatted(person.number / 250, person.number % 250) : usual(person);
        var facts = at(town, Anonymity.NONE);
        if (person.hasVpn && random.nextInt(100) < 30) {
            address = "40.0.%d.1".formatted(random.nextInt(VPNS));
            facts = at(TOWNS.get(4), new Anonymity(true, false, false));
        }
        var browser = random.nextInt(100) < 85 ? "Firefox 140" : "Safari 26";
        var mistakes = random.nextInt(100) < 4 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < mistakes; i++) {
            add(person.userId(), false, address, browser, at.minusSeconds(10L * (mistakes - i)), facts, Attack.NONE, 0);
        }
        add(person.userId(), true, address, browser, at, facts, Attack.NONE, 0);
    }

    private String usual(Person person) {
        var where = random.nextInt(100);
        if (person.office >= 0 && where < 50) {
            return "50.0.%d.1".formatted(person.office);
        }
        return where < 75 ? person.home : person.carrier;
    }

    /** Strangers at one new address, all of them honest: a conference of 35 within ten minutes. */
    SimulatedTraffic conferences(int count) {
        for (int number = 0; number < count; number++) {
            var begin = START.plus(seconds(LENGTH));
            for (int i = 0; i < 35; i++) {
                var at = begin.plusSeconds(random.nextInt(600));
                var facts = at(TOWNS.get(number % TOWNS.size()), Anonymity.NONE);
                add(anybody(), true, "55.0.%d.1".formatted(number), "Firefox 140", at, facts, Attack.NONE, 0);
            }
        }
        return this;
    }

    /** An office comes back from a holiday: all at once, and a third mistype first. */
    SimulatedTraffic returnsFromHolidays(int count) {
        for (int number = 0; number < count; number++) {
            var begin = START.plus(seconds(LENGTH));
            var office = number % OFFICES;
            for (var person :
                    people.stream().filter(one -> one.office == office).toList()) {
                var at = begin.plusSeconds(random.nextInt(600));
                var facts = at(person.town, Anonymity.NONE);
                var address = "50.0.%d.1".formatted(office);
                if (random.nextInt(100) < 33) {
                    add(person.userId(), false, address, "Firefox 140", at.minusSeconds(9), facts, Attack.NONE, 0);
                }
                add(person.userId(), true, address, "Firefox 140", at, facts, Attack.NONE, 0);
            }
        }
        return this;
    }

    SimulatedTraffic singleSource(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var victim = people.get(random.nextInt(PEOPLE)).userId();
            var begin = START.plus(seconds(LENGTH));
            for (int i = 0; i < 40; i++) {
                attack(
                        victim,
                        false,
                        "60.0.%d.1".formatted(campaign),
                        begin.plusSeconds(5L * i),
                        Attack.SINGLE_SOURCE,
                        campaign);
            }
        }
        return this;
    }

    SimulatedTraffic spraying(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = START.plus(seconds(LENGTH));
            for (int i = 0; i < 120; i++) {
                attack(
                        anybody(),
                        false,
                        "70.0.%d.1".formatted(campaign),
                        begin.plusSeconds(3L * i),
                        Attack.SPRAYING,
                        campaign);
            }
        }
        return this;
    }

    /** Each of the addresses tries three accounts within a minute. */
    SimulatedTraffic botnet(int campaigns, int addresses) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = START.plus(seconds(LENGTH));
            for (int i = 0; i < addresses * 3; i++) {
                var address = "80.%d.%d.%d".formatted(campaign, i % addresses / 250, i % addresses % 250);
                attack(anybody(), false, address, begin.plusMillis(random.nextInt(60_000)), Attack.BOTNET, campaign);
            }
        }
        return this;
    }

    SimulatedTraffic stuffing(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = START.plus(seconds(LENGTH));
            for (int i = 0; i < 150; i++) {
                var isRight = random.nextInt(100) < 15;
                attack(
                        anybody(),
                        isRight,
                        "90.0.%d.1".formatted(campaign),
                        begin.plusSeconds(2L * i),
                        Attack.STUFFING,
                        campaign);
            }
        }
        return this;
    }

    /** Everything in the order of time. */
    List<SimulatedSignIn> inOrder() {
        return all.stream()
                .sorted(Comparator.comparing(one -> one.signIn().at()))
                .toList();
    }

    private void attack(String userId, boolean succeeds, String address, Instant at, Attack attack, int campaign) {
        var anonymity = attack == Attack.STUFFING ? new Anonymity(false, true, false) : Anonymity.NONE;
        add(
                userId,
                succeeds,
                address,
                "Chrome 150",
                at,
                at(TOWNS.get(random.nextInt(TOWNS.size())), anonymity),
                attack,
                campaign);
    }

    private void add(
            String userId,
            boolean succeeded,
            String address,
            String browser,
            Instant at,
            AddressFacts facts,
            Attack attack,
            int campaign) {
        var client = new ClientFacts("DESKTOP", browser, "Linux", null, null);
        var id = "act_" + events++;
        var account = Ids.derived("", userId); // a keyed hash in truth
        all.add(new SimulatedSignIn(
                new SignIn(id, account, userId, "ses_" + id, succeeded, address, null, client, at, false, false, null),
                facts,
                attack,
                campaign));
    }

    private String anybody() {
        return people.get(random.nextInt(PEOPLE)).userId();
    }

    private Duration seconds(Duration within) {
        return Duration.ofSeconds(random.nextLong(within.toSeconds()));
    }

    private static AddressFacts at(Town town, Anonymity anonymity) {
        return new AddressFacts(
                new Place(town.country, null, new Place.Point(town.latitude, town.longitude, 30)),
                anonymity,
                Set.of(),
                false);
    }
}
