package io.aman.security.risk;

import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.Detector;
import io.aman.security.detector.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows which decisions other thresholds or modes of detectors would change, before anybody switches to them. */
@RestController
class ReplayDetectorsController {

    private final ReplayDetectors replay;

    ReplayDetectorsController(ReplayDetectors replay) {
        this.replay = replay;
    }

    /** @param eventId of the event that told of it */
    record DifferingView(
            String eventId,
            Instant at,
            @Nullable String userId,
            int scoreBefore,
            Decision before,
            List<String> reasonsBefore,
            int scoreAfter,
            Decision after,
            List<String> reasonsAfter) {

        static DifferingView of(ReplayReport.Differing<SignIn> differing) {
            return new DifferingView(
                    differing.what().eventId(),
                    differing.what().at(),
                    differing.what().userId(),
                    differing.before().value(),
                    differing.before().decision(),
                    differing.before().kinds(),
                    differing.after().value(),
                    differing.after().decision(),
                    differing.after().kinds());
        }
    }

    /**
     * @param weighed how many sign-ins that got in were, the oldest first
     * @param until up to which they were: where there is more, ask again from there
     * @param noticedBefore by the detectors' names, of how many sign-ins they say something that counts
     */
    record ReplayView(
            long weighed,
            Instant until,
            boolean isMore,
            Map<Decision, Long> before,
            Map<Decision, Long> after,
            Map<String, Long> noticedBefore,
            Map<String, Long> noticedAfter,
            long differing,
            List<DifferingView> shown) {

        static ReplayView of(ReplayReport<SignIn> report) {
            return new ReplayView(
                    report.weighed(),
                    report.until(),
                    report.isMore(),
                    report.before(),
                    report.after(),
                    OtherSettings.named(report.noticedBefore()),
                    OtherSettings.named(report.noticedAfter()),
                    report.differing(),
                    report.shown().stream().map(DifferingView::of).toList());
        }
    }

    @PostMapping("/api/security/replays/detectors")
    @Operation(operationId = "replayDetectors", summary = "Which decisions other thresholds or modes would change")
    @RequirePermissions("security.admin")
    ReplayView replay(@Valid @RequestBody OtherSettings asked) {
        asked.requireRange();
        return ReplayView.of(replay.by(asked.of(Detector.class), asked.from(), asked.to(), asked.warmUp()));
    }
}
