package io.aman.security.risk;

import java.time.Instant;

/** Weighs again what was decided, by other weights, without changing anything. */
final class ReplayDecisions {

    /** Decisions in one report. */
    static final int MOST = 20_000;

    private final AssessmentLog decided;

    ReplayDecisions(AssessmentLog decided) {
        this.decided = decided;
    }

    /** @param to exclusive */
    ReplayReport<Assessment> by(Weights weights, Instant from, Instant to) {
        var all = decided.between(from, to, MOST + 1);
        var until = all.size() > MOST ? all.getLast().at() : to;
        var before = new ReplayReport.Side();
        var after = new ReplayReport.Side();
        var tally = new ReplayReport.Tally<Assessment>(before, after);
        all.stream().filter(one -> one.at().isBefore(until)).forEach(one -> {
            before.noticed(one.signals());
            after.noticed(one.signals()); // weights change what it comes to, and not what is noticed
            tally.weigh(one, one.score(), RiskScore.of(one.signals(), weights));
        });
        return tally.report(until, until.isBefore(to));
    }
}
