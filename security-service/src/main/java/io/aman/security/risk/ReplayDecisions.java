package io.aman.security.risk;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weighs again what was decided, by other weights, without changing anything. */
final class ReplayDecisions {

    private static final int PAGE = 500;
    private static final int MOST_SHOWN = 100;
    private static final int MOST_WEIGHED = 100_000;

    private final MongoAssessments assessments;

    ReplayDecisions(MongoAssessments assessments) {
        this.assessments = assessments;
    }

    record Differing(Assessment before, RiskScore after) {}

    /**
     * @param weighed how many were, the newest first; 100,000 at most
     * @param isMore whether there were more than that
     * @param before how many of each decision there were
     * @param after how many of each there would have been
     * @param differing how many would have been decided otherwise
     * @param shown the newest of those, a hundred at most
     */
    record Report(
            long weighed,
            boolean isMore,
            Map<Decision, Long> before,
            Map<Decision, Long> after,
            long differing,
            List<Differing> shown) {}

    /** @param to exclusive */
    Report by(Weights weights, Instant from, Instant to) {
        var before = new EnumMap<Decision, Long>(Decision.class);
        var after = new EnumMap<Decision, Long>(Decision.class);
        var shown = new ArrayList<Differing>();
        var differing = 0L;
        var weighed = 0L;
        @Nullable Cursor cursor = null;
        while (weighed < MOST_WEIGHED) {
            var page = assessments.page(from, to, cursor, PAGE);
            for (var assessment : page) {
                var score = RiskScore.of(assessment.signals(), weights);
                before.merge(assessment.score().decision(), 1L, Long::sum);
                after.merge(score.decision(), 1L, Long::sum);
                if (score.decision() != assessment.score().decision()) {
                    differing++;
                    if (shown.size() < MOST_SHOWN) {
                        shown.add(new Differing(assessment, score));
                    }
                }
            }
            weighed += page.size();
            if (page.size() < PAGE) {
                return new Report(weighed, false, before, after, differing, shown);
            }
            cursor = new Cursor(page.getLast().at(), page.getLast().id());
        }
        return new Report(weighed, true, before, after, differing, shown);
    }
}
