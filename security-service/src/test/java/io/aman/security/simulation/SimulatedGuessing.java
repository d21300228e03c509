package io.aman.security.simulation;

import io.aman.platform.Ids;
import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
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

/** Attackers who guess too slowly, and from too many addresses, for any one of these to show it. */
final class SimulatedGuessing {

    private static final int TAGS = 1 << 20;

    private final Random random;
    private final List<SimulatedSignIn> all = new ArrayList<>();

    SimulatedGuessing(long seed) {
        this.random = new Random(seed);
    }

    /** A guess a minute, each from another address, and all with the same password. */
    SimulatedGuessing onePassword(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            var tag = tag();
            for (int i = 0; i < 60; i++) {
                var address = "110.%d.%d.1".formatted(campaign, i);
                guess(address, tag, begin.plusSeconds(60L * i), null, Attack.ONE_PASSWORD, campaign);
            }
        }
        return this;
    }

    /** A guess every four seconds, from a hundred addresses of an operator that nobody else uses. */
    SimulatedGuessing oneNetwork(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            for (int i = 0; i < 150; i++) {
                var address = "120.%d.%d.1".formatted(campaign, i % 100);
                guess(address, tag(), begin.plusSeconds(4L * i), 65_000L + campaign, Attack.ONE_NETWORK, campaign);
            }
        }
        return this;
    }

    private void guess(String address, String tag, Instant at, @Nullable Long operator, Attack attack, int campaign) {
        var userId = "usr_" + random.nextInt(SimulatedTraffic.PEOPLE);
        var signIn = new SignIn(
                "act_g" + all.size(),
                Ids.derived("", userId),
                userId,
                null,
                false,
                address,
                null,
                null,
                at,
                false,
                false,
                tag);
        var facts = new AddressFacts(new Place(null, null, null), Anonymity.NONE, operator, Set.of(), false);
        all.add(new SimulatedSignIn(signIn, facts, attack, campaign));
    }

    List<SimulatedSignIn> all() {
        return List.copyOf(all);
    }

    private Instant anyTime() {
        var within = SimulatedTraffic.LENGTH.minus(Duration.ofHours(1));
        return SimulatedTraffic.START.plusSeconds(random.nextLong(within.toSeconds()));
    }

    private String tag() {
        return "%05x".formatted(random.nextInt(TAGS));
    }
}
