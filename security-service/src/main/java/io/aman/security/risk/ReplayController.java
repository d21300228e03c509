package io.aman.security.risk;

import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.Kind;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows which decisions other weights would change, before anybody switches to them. */
@RestController
class ReplayController {

    private final ReplayDecisions replay;

    ReplayController(ReplayDecisions replay) {
        this.replay = replay;
    }

    /**
     * @param weights by the detectors' names, those that differ from what is delivered
     * @param to exclusive
     */
    record ReplayRequest(
            @NotBlank @Size(max = 64) String version,
            @NotNull @Size(max = 50) Map<@NotBlank String, @NotNull Double> weights,
            @Min(1) @Max(101) int notifyFrom,
            @Min(1) @Max(101) int stepUpFrom,
            @Min(1) @Max(101) int denyFrom,
            @NotNull Instant from,
            @NotNull Instant to) {

        boolean isSound() {
            return notifyFrom <= stepUpFrom
                    && stepUpFrom <= denyFrom
                    && weights.entrySet().stream()
                            .allMatch(weight -> Kind.of(weight.getKey()).isPresent()
                                    && weight.getValue() >= 0
                                    && weight.getValue() <= 1);
        }
    }

    record DifferingView(
            String assessmentId,
            Instant at,
            @Nullable String userId,
            int scoreBefore,
            Decision before,
            int scoreAfter,
            Decision after,
            List<String> reasons) {

        static DifferingView of(ReplayReport.Differing<Assessment> differing) {
            var assessment = differing.what();
            return new DifferingView(
                    assessment.id(),
                    assessment.at(),
                    assessment.userId(),
                    differing.before().value(),
                    differing.before().decision(),
                    differing.after().value(),
                    differing.after().decision(),
                    differing.after().kinds());
        }
    }

    /**
     * @param weighed how many were, the oldest first
     * @param until up to which they were: where there is more, ask again from there
     */
    record ReplayView(
            long weighed,
            Instant until,
            boolean isMore,
            Map<Decision, Long> before,
            Map<Decision, Long> after,
            long differing,
            List<DifferingView> shown) {

        static ReplayView of(ReplayReport<Assessment> report) {
            return new ReplayView(
                    report.weighed(),
                    report.until(),
                    report.isMore(),
                    report.before(),
                    report.after(),
                    report.differing(),
                    report.shown().stream().map(DifferingView::of).toList());
        }
    }

    @PostMapping("/api/security/replays")
    @Operation(operationId = "replayDecisions", summary = "Which decisions other weights would change")
    @RequirePermissions("security.admin")
    ReplayView replay(@Valid @RequestBody ReplayRequest asked) {
        if (!asked.isSound()) {
            throw new RiskError.InvalidWeights();
        }
        if (!asked.to().isAfter(asked.from())) {
            throw new RiskError.InvalidRange();
        }
        var weights = RiskProperties.weights(
                asked.version(), asked.weights(), asked.notifyFrom(), asked.stepUpFrom(), asked.denyFrom());
        return ReplayView.of(replay.by(weights, asked.from(), asked.to()));
    }
}
