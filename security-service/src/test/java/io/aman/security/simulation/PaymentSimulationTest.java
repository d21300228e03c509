package io.aman.security.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.detector.PaymentSight;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Spending;
import io.aman.security.simulation.SimulatedPayments.Attack;
import io.aman.security.simulation.SimulatedPayments.Paid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Honest payments and attacks under a random seed, seen by the detectors of payments as they are delivered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentSimulationTest {

    private static final Map<Kind, Attack> FOUND_BY = Map.of(
            Kind.CARD_TESTING, Attack.TESTER,
            Kind.SHARED_CARD_TESTING, Attack.SHARED_TESTER,
            Kind.DEVICE_CARD_TESTING, Attack.DEVICE_TESTER,
            Kind.PAYMENT_VELOCITY, Attack.EMPTIER,
            Kind.NEW_PAYMENT_METHOD, Attack.STRANGE_CARD);

    private record Seen(Paid what, List<Signal> signals) {

        boolean has(Kind kind) {
            return signals.stream().anyMatch(signal -> signal.kind() == kind);
        }
    }

    private final long seed = new Random().nextLong();
    private final Map<String, Spending> people = new HashMap<>();
    private final Map<String, Spending> shared = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    @BeforeAll
    void simulate() {
        var detection = new PaymentDetection(Detection::usual);
        var payments = new SimulatedPayments(seed)
                .honest(20)
                .testers(10)
                .sharedTesters(10)
                .deviceTesters(10)
                .emptiers(10)
                .strangeCards(20);
        for (var paid : payments.inOrder()) {
            seen.add(new Seen(paid, look(detection, paid)));
            var id = paid.purchase().paymentId();
            var amount = paid.purchase().amount();
            var move = new Spending.Move("evt_" + id, id, paid.outcome(), amount, "stripe", paid.at());
            people.computeIfPresent(paid.payer(), (_, known) -> known.after(move));
            Stream.of(paid.address(), Objects.requireNonNull(paid.purchase().device()))
                    .forEach(by -> shared.merge(by, Spending.fresh(by).after(move), (known, _) -> known.after(move)));
        }
    }

    private List<Signal> look(PaymentDetection detection, Paid paid) {
        var asked = new Spending.Asked(
                "att_" + paid.purchase().paymentId(),
                paid.purchase().paymentId(),
                paid.purchase().method(),
                paid.address(),
                paid.purchase().device(),
                paid.at());
        var own =
                people.merge(paid.payer(), Spending.fresh(paid.payer()).after(asked), (known, _) -> known.after(asked));
        var device = Objects.requireNonNull(paid.purchase().device());
        var sight = new PaymentSight(own, shared(paid.address()), shared(device), paid.purchase(), paid.at());
        return detection.look(sight);
    }

    private Spending shared(String by) {
        return shared.getOrDefault(by, Spending.fresh(by));
    }

    @Test
    void everyDetectorOfPaymentsFindsNearlyAllAttacksAndOfThoseThatStopPaymentsLittleElse() {
        FOUND_BY.forEach((kind, attack) -> {
            var noticed = seen.stream().filter(one -> one.has(kind)).toList();
            var right = noticed.stream()
                    .filter(one -> one.what.attack() != Attack.NONE)
                    .count();
            var campaigns = campaigns(seen, attack);
            var precision = noticed.isEmpty() ? 0 : 100.0 * right / noticed.size();
            var recall = 100.0 * campaigns(noticed, attack).size() / campaigns.size();
            System.out.printf(
                    "simulation of payments, seed %d: %s: precision %.1f %%, recall %.0f %% of %d attacks%n",
                    seed, kind.code(), precision, recall, campaigns.size());

            assertThat(recall).as("%s, seed %d", kind, seed).isGreaterThanOrEqualTo(90);
            if (kind != Kind.NEW_PAYMENT_METHOD) { // people change their cards, and it stops nobody
                assertThat(precision).as("%s, seed %d", kind, seed).isGreaterThan(90);
            }
        });
    }

    private static Set<Integer> campaigns(List<Seen> seen, Attack attack) {
        return seen.stream()
                .filter(one -> one.what.attack() == attack)
                .map(one -> one.what.campaign())
                .collect(Collectors.toSet());
    }
}
