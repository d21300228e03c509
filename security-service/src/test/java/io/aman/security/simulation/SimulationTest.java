package io.aman.security.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import io.aman.security.risk.Decision;
import io.aman.security.risk.RiskScore;
import io.aman.security.risk.Weights;
import io.aman.security.signal.HeapMemory;
import io.aman.security.signal.Observe;
import io.aman.security.simulation.SimulatedSignIn.Attack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Honest traffic and attacks under a random seed, seen by the detectors as they are delivered. The first third of the
 * time teaches who is who; what is counted comes after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final Instant COUNTED_FROM = SimulatedTraffic.START.plus(SimulatedTraffic.LENGTH.dividedBy(3));
    private static final Map<Kind, Attack> FOUND_BY = Map.of(
            Kind.BRUTE_FORCE, Attack.SINGLE_SOURCE,
            Kind.SPRAYING, Attack.SPRAYING,
            Kind.DISTRIBUTED_GUESSING, Attack.BOTNET,
            Kind.STUFFING, Attack.STUFFING,
            Kind.PASSWORD_SPRAYING, Attack.ONE_PASSWORD,
            Kind.NETWORK_GUESSING, Attack.ONE_NETWORK);

    private record Seen(SimulatedSignIn what, List<Signal> signals, RiskScore score) {

        boolean has(Kind kind) {
            return signals.stream().anyMatch(signal -> signal.kind() == kind);
        }
    }

    private final long seed = new Random().nextLong();
    private List<Seen> seen = List.of();

    @BeforeAll
    void simulate() {
        var observe = new Observe(new HeapMemory(), new Detection(Detection::usual));
        var traffic = new SimulatedTraffic(seed)
                .honest(9)
                .conferences(5)
                .returnsFromHolidays(10)
                .singleSource(10)
                .spraying(10)
                .botnet(3, 500)
                .stuffing(10);
        var guessing = new SimulatedGuessing(seed).onePassword(5).oneNetwork(5);
        var takeovers = new SimulatedTakeovers(seed, 20);
        var all = new ArrayList<Seen>();
        var signIns = Stream.of(traffic.inOrder(), guessing.all(), takeovers.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(one -> one.signIn().at()))
                .toList();
        for (var one : signIns) {
            var signals = observe.ended(one.signIn(), one.facts());
            all.add(new Seen(one, signals, RiskScore.of(signals, Weights.delivered())));
        }
        seen = all;
    }

    @Test
    void fewerThanOneInAHundredHonestSignInsIsDisturbed() {
        var honest = seen.stream()
                .filter(one -> one.what.attack() == Attack.NONE
                        && one.what.signIn().succeeded()
                        && one.what.signIn().at().isAfter(COUNTED_FROM))
                .toList();
        Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
        honest.forEach(one -> decisions.merge(one.score.decision(), 1, Integer::sum));
        var disturbed = decisions.getOrDefault(Decision.STEP_UP, 0) + decisions.getOrDefault(Decision.DENY, 0);
        say("%d honest sign-ins, %d disturbed: %s".formatted(honest.size(), disturbed, decisions));

        assertThat(honest).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(disturbed * 100).as("seed %d", seed).isLessThan(honest.size());
    }

    @Test
    void everyDetectorOfAttacksFindsNearlyAllOfThemAndLittleElse() {
        FOUND_BY.forEach((kind, attack) -> {
            var noticed = seen.stream().filter(one -> one.has(kind)).toList();
            var right = noticed.stream()
                    .filter(one -> one.what.attack() != Attack.NONE)
                    .count();
            var campaigns = campaigns(seen, attack);
            var found = campaigns(noticed, attack);
            var precision = noticed.isEmpty() ? 0 : 100.0 * right / noticed.size();
            var recall = 100.0 * found.size() / campaigns.size();
            say("%s: precision %.1f %%, recall %.0f %% of %d attacks"
                    .formatted(kind.code(), precision, recall, campaigns.size()));

            assertThat(precision).as("%s, seed %d", kind, seed).isGreaterThan(90);
            assertThat(recall).as("%s, seed %d", kind, seed).isGreaterThanOrEqualTo(90);
        });
    }

    /** What shows in one sign-in is unusual and no attack by itself: how much of it is one is told and not promised. */
    @Test
    void everyDetectorOfPeopleNoticesTheTakeoverThatHasItsTrait() {
        SimulatedTakeovers.TRAITS.forEach(kind -> {
            var trait = SimulatedTakeovers.TRAITS.indexOf(kind);
            var takeovers = seen.stream()
                    .filter(one -> one.what.attack() == Attack.TAKEOVER
                            && one.what.campaign() == trait
                            && one.what.signIn().succeeded())
                    .toList();
            var noticed = seen.stream()
                    .filter(one -> one.has(kind) && one.what.signIn().at().isAfter(COUNTED_FROM))
                    .toList();
            var right = noticed.stream()
                    .filter(one -> one.what.attack() != Attack.NONE)
                    .count();
            var recall = 100.0 * takeovers.stream().filter(one -> one.has(kind)).count() / takeovers.size();
            say("%s: precision %.1f %%, recall %.0f %% of %d takeovers"
                    .formatted(kind.code(), 100.0 * right / noticed.size(), recall, takeovers.size()));

            assertThat(recall).as("%s, seed %d", kind, seed).isGreaterThanOrEqualTo(90);
        });
    }

    @Test
    void aBotnetOfFiveHundredIsFoundWithinTenSeconds() {
        Map<Integer, Instant> begun = new HashMap<>();
        Map<Integer, Instant> found = new HashMap<>();
        for (var one : seen) {
            if (one.what.attack() == Attack.BOTNET) {
                begun.putIfAbsent(one.what.campaign(), one.what.signIn().at());
                if (one.has(Kind.DISTRIBUTED_GUESSING)) {
                    found.putIfAbsent(one.what.campaign(), one.what.signIn().at());
                }
            }
        }
        begun.forEach((campaign, at) -> {
            assertThat(found).as("seed %d", seed).containsKey(campaign);
            var took = Duration.between(at, found.get(campaign));
            say("botnet %d: found after %d ms".formatted(campaign, took.toMillis()));
            assertThat(took).as("seed %d", seed).isLessThan(Duration.ofSeconds(10));
        });
    }

    @Test
    void whoComesInWithAStuffedPairNeedsAStepUpOnceTheAddressIsFound() {
        var stuffed = seen.stream()
                .filter(one -> one.what.attack() == Attack.STUFFING
                        && one.what.signIn().succeeded())
                .toList();
        var stopped = stuffed.stream()
                .filter(one -> one.score.decision().compareTo(Decision.STEP_UP) >= 0)
                .count();
        say("%d of %d stuffed sign-ins stopped".formatted(stopped, stuffed.size()));

        assertThat(stopped * 100).as("seed %d", seed).isGreaterThan(stuffed.size() * 80L);
    }

    private static Set<Integer> campaigns(List<Seen> seen, Attack attack) {
        var campaigns = new HashSet<Integer>();
        seen.stream().filter(one -> one.what.attack() == attack).forEach(one -> campaigns.add(one.what.campaign()));
        return campaigns;
    }

    private void say(String what) {
        System.out.println("simulation, seed " + seed + ": " + what);
    }
}
