package io.aman.security.risk;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Settings;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.reputation.AddressFacts;
import io.aman.security.signal.HeapMemory;
import io.aman.security.signal.Observe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Goes through the log of sign-ins twice side by side, once with the detectors as they are set and once as somebody thinks
 * of setting them, and tells where the decisions part. Both remember in the heap alone: nothing is changed and nobody told.
 */
final class ReplayDetectors {

    /** Sign-ins in one report, those before it that only teach included. */
    static final int MOST = 20_000;

    private final EventLog<SignIn> log;
    private final Function<Kind, Settings> inForce;
    private final Function<String, AddressFacts> facts;
    private final Function<List<Signal>, RiskScore> scoring;
    private final Semaphore place = new Semaphore(1);

    /**
     * @param inForce how a detector is set now
     * @param facts of an address, as they are known today
     * @param scoring by the weights in force
     */
    ReplayDetectors(
            EventLog<SignIn> log,
            Function<Kind, Settings> inForce,
            Function<String, AddressFacts> facts,
            Function<List<Signal>, RiskScore> scoring) {
        this.log = log;
        this.inForce = inForce;
        this.facts = facts;
        this.scoring = scoring;
    }

    /**
     * @param others the detectors that are set otherwise
     * @param to exclusive
     * @param warmUp so long before {@code from} sign-ins are learned from, without being weighed
     * @throws RiskError.ReplayRunning when another one is at work
     */
    ReplayReport<SignIn> by(Map<Kind, Settings> others, Instant from, Instant to, Duration warmUp) {
        if (!place.tryAcquire()) {
            throw new RiskError.ReplayRunning();
        }
        try {
            var extract = log.between(from.minus(warmUp), to, MOST);
            var comparison = new Comparison(
                    new Course(inForce), new Course(kind -> others.getOrDefault(kind, inForce.apply(kind))));
            extract.all().forEach(signIn -> comparison.see(signIn, from));
            return comparison.tally.report(extract.until(), extract.isMore());
        } finally {
            place.release();
        }
    }

    /** One way through the log. */
    private final class Course {
        private final Observe observe;
        private final ReplayReport.Side side = new ReplayReport.Side();

        Course(Function<Kind, Settings> settings) {
            this.observe = new Observe(new HeapMemory(), new Detection(settings));
        }

        List<Signal> see(SignIn signIn, AddressFacts where) {
            return observe.ended(signIn, where);
        }

        RiskScore weigh(List<Signal> signals) {
            side.noticed(signals);
            return scoring.apply(signals);
        }
    }

    private final class Comparison {
        private final Course before;
        private final Course after;
        private final ReplayReport.Tally<SignIn> tally;

        Comparison(Course before, Course after) {
            this.before = before;
            this.after = after;
            this.tally = new ReplayReport.Tally<>(before.side, after.side);
        }

        void see(SignIn signIn, Instant from) {
            var where = facts.apply(signIn.address());
            var signalsBefore = before.see(signIn, where);
            var signalsAfter = after.see(signIn, where);
            if (signIn.at().isBefore(from)) {
                return;
            }
            var one = before.weigh(signalsBefore);
            var other = after.weigh(signalsAfter);
            if (signIn.succeeded()) {
                tally.weigh(signIn, one, other);
            }
        }
    }
}
