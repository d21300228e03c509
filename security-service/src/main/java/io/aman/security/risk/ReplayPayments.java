package io.aman.security.risk;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.PaymentDetection;
import io.aman.security.detector.PaymentDetector;
import io.aman.security.detector.PaymentSight;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.Settings;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Spending;
import io.aman.security.spending.HeardMove;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes once more through what was asked about payments and what became of them, and looks at each with the detectors of
 * payments as they are set and as somebody thinks of setting them. What else was noticed of a question stays as it was.
 * All is remembered in the heap alone: nothing is changed and nobody told.
 */
final class ReplayPayments {

    /** Questions in one report, and as many outcomes; those before it that only teach included. */
    static final int MOST = 20_000;

    private static final Spending NOBODYS = Spending.fresh("nobody");

    private final AssessmentLog questions;
    private final EventLog<HeardMove> outcomes;
    private final Function<Kind, Settings> inForce;
    private final Function<String, Optional<String>> countedFor;
    private final Function<List<Signal>, RiskScore> scoring;
    private final Semaphore place = new Semaphore(1);

    /**
     * @param inForce how a detector is set now
     * @param countedFor what is counted for an address; empty where nothing is
     * @param scoring by the weights in force
     */
    ReplayPayments(
            AssessmentLog questions,
            EventLog<HeardMove> outcomes,
            Function<Kind, Settings> inForce,
            Function<String, Optional<String>> countedFor,
            Function<List<Signal>, RiskScore> scoring) {
        this.questions = questions;
        this.outcomes = outcomes;
        this.inForce = inForce;
        this.countedFor = countedFor;
        this.scoring = scoring;
    }

    /**
     * @param others the detectors that are set otherwise
     * @param to exclusive
     * @param warmUp so long before {@code from} there is learned, without being weighed
     * @throws RiskError.ReplayRunning when another one is at work
     */
    ReplayReport<Assessment> by(Map<Kind, Settings> others, Instant from, Instant to, Duration warmUp) {
        if (!place.tryAcquire()) {
            throw new RiskError.ReplayRunning();
        }
        try {
            var heard = outcomes.between(from.minus(warmUp), to, MOST);
            var asked = questions.between(from.minus(warmUp), heard.until(), MOST + 1);
            var until = asked.size() > MOST ? asked.getLast().at() : heard.until();
            var comparison = new Comparison(
                    new Course(inForce), new Course(kind -> others.getOrDefault(kind, inForce.apply(kind))), from);
            steps(asked, heard.all(), until).forEach(comparison::take);
            return comparison.tally.report(until, until.isBefore(to));
        } finally {
            place.release();
        }
    }

    /** One of both. */
    private record Step(
            Instant at,
            @Nullable Assessment asked,
            @Nullable HeardMove heard) {}

    /** In the order of their times; at the same time the question was first. */
    private static List<Step> steps(List<Assessment> asked, List<HeardMove> heard, Instant until) {
        return Stream.concat(
                        asked.stream()
                                .filter(one -> one.purpose().equals(AssessPayment.PAYMENT))
                                .map(one -> new Step(one.at(), one, null)),
                        heard.stream().map(one -> new Step(one.move().at(), null, one)))
                .filter(step -> step.at.isBefore(until))
                .sorted((one, other) -> one.at.compareTo(other.at))
                .toList();
    }

    /** One way to look at all of it. */
    private final class Course {
        private final PaymentDetection detection;
        private final ReplayReport.Side side = new ReplayReport.Side();

        Course(Function<Kind, Settings> settings) {
            this.detection = new PaymentDetection(settings);
        }

        List<Signal> look(PaymentSight sight) {
            var signals = detection.look(sight);
            side.noticed(signals);
            return signals;
        }

        RiskScore decide(PaymentSight sight, List<Signal> others) {
            return scoring.apply(
                    Stream.concat(others.stream(), look(sight).stream()).toList());
        }
    }

    private final class Comparison {
        private final Course before;
        private final Course after;
        private final Instant from;
        private final Map<String, Spending> ofPeople = new HashMap<>();
        private final Map<String, Spending> shared = new HashMap<>();
        private final ReplayReport.Tally<Assessment> tally;

        Comparison(Course before, Course after, Instant from) {
            this.before = before;
            this.after = after;
            this.tally = new ReplayReport.Tally<>(before.side, after.side);
            this.from = from;
        }

        void take(Step step) {
            if (step.heard != null) {
                hear(step.heard);
            } else if (step.asked != null) {
                var purchase = step.asked.purchase();
                var userId = step.asked.userId();
                if (purchase != null && userId != null) {
                    ask(step.asked, userId, purchase);
                }
            }
        }

        private void ask(Assessment asked, String userId, Purchase purchase) {
            var source = countedFor.apply(asked.address()).orElse(null);
            var one = new Spending.Asked(
                    asked.id(), purchase.paymentId(), purchase.method(), source, purchase.device(), asked.at());
            var own = ofPeople.merge(userId, Spending.fresh(userId).after(one), (known, _) -> known.after(one));
            var sight = new PaymentSight(own, shared(source), shared(purchase.device()), purchase, asked.at());
            if (!asked.at().isBefore(from)) {
                weigh(asked, sight);
            }
        }

        private void weigh(Assessment asked, PaymentSight sight) {
            var others = asked.signals().stream()
                    .filter(signal -> !(Detection.detector(signal.kind()) instanceof PaymentDetector))
                    .toList();
            tally.weigh(asked, before.decide(sight, others), after.decide(sight, others));
        }

        private void hear(HeardMove heard) {
            var move = heard.move();
            var own = ofPeople.merge(
                    heard.payer(), Spending.fresh(heard.payer()).after(move), (known, _) -> known.after(move));
            var asked = own.lastAsked(move.paymentId());
            asked.stream()
                    .flatMap(Spending.Asked::shared)
                    .forEach(by -> shared.merge(by, Spending.fresh(by).after(move), (known, _) -> known.after(move)));
            if (!move.at().isBefore(from)) {
                var around = shared(asked.map(Spending.Asked::source).orElse(null));
                var atDevice = shared(asked.map(Spending.Asked::device).orElse(null));
                var sight = new PaymentSight(own, around, atDevice, null, move.at());
                before.look(sight);
                after.look(sight);
            }
        }

        private Spending shared(@Nullable String by) {
            return by == null ? NOBODYS : shared.getOrDefault(by, NOBODYS);
        }
    }
}
