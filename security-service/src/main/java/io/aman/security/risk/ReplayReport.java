package io.aman.security.risk;

import io.aman.security.detector.Kind;
import io.aman.security.detector.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay found.
 *
 * @param weighed how many were, the oldest first
 * @param until up to which they were; a report from there on goes on
 * @param isMore whether that is before what was asked for
 * @param before how many of each decision there are as the detectors are set
 * @param after how many there would be
 * @param noticedBefore how often each detector said something that counts
 * @param differing how many would be decided otherwise
 * @param shown the first of those, a hundred at most
 */
record ReplayReport<T>(
        long weighed,
        Instant until,
        boolean isMore,
        Map<Decision, Long> before,
        Map<Decision, Long> after,
        Map<Kind, Long> noticedBefore,
        Map<Kind, Long> noticedAfter,
        long differing,
        List<Differing<T>> shown) {

    private static final int MOST_SHOWN = 100;

    record Differing<T>(T what, RiskScore before, RiskScore after) {}

    /** What one of the two settings made of it all. */
    static final class Side {
        private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
        private final Map<Kind, Long> noticed = new EnumMap<>(Kind.class);

        void noticed(List<Signal> signals) {
            signals.stream().filter(Signal::isActing).forEach(signal -> noticed.merge(signal.kind(), 1L, Long::sum));
        }
    }

    /** Counts while both are gone through. */
    static final class Tally<T> {
        private final Side before;
        private final Side after;
        private final List<Differing<T>> shown = new ArrayList<>();
        private long weighed;
        private long differing;

        Tally(Side before, Side after) {
            this.before = before;
            this.after = after;
        }

        void weigh(T what, RiskScore one, RiskScore other) {
            before.decisions.merge(one.decision(), 1L, Long::sum);
            after.decisions.merge(other.decision(), 1L, Long::sum);
            weighed++;
            if (one.decision() != other.decision()) {
                differing++;
                if (shown.size() < MOST_SHOWN) {
                    shown.add(new Differing<>(what, one, other));
                }
            }
        }

        ReplayReport<T> report(Instant until, boolean isMore) {
            return new ReplayReport<>(
                    weighed,
                    until,
                    isMore,
                    before.decisions,
                    after.decisions,
                    before.noticed,
                    after.noticed,
                    differing,
                    List.copyOf(shown));
        }
    }
}
