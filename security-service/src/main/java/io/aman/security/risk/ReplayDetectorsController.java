package io.aman.security.risk;

import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Detector;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** @param thresholds those that differ from the usual */
    record DetectorAsked(
            @NotNull Mode mode, @NotNull @Size(max = 20) Map<@NotBlank String, @NotNull Long> thresholds) {}

    /**
     * @param detectors by their names, those that are set otherwise than now
     * @param to exclusive
     * @param warmUpSeconds so long before {@code from} sign-ins are learned from, without being weighed: a detector that
     *     looks back further says less
     */
    record ReplayRequest(
            @NotEmpty @Size(max = 50) Map<@NotBlank String, @NotNull @Valid DetectorAsked> detectors,
            @NotNull Instant from,
            @NotNull Instant to,
            @Min(0) @Max(2_592_000) long warmUpSeconds) {

        /** @throws RiskError.InvalidSettings when one is no detector of sign-ins, or a value is out of its bounds */
        Map<Kind, Settings> settings() {
            Map<Kind, Settings> settings = new EnumMap<>(Kind.class);
            detectors.forEach((name, asked) -> {
                var kind = Kind.of(name)
                        .filter(known -> Detection.detector(known) instanceof Detector)
                        .filter(known -> Detection.allows(known, asked.thresholds()))
                        .orElseThrow(RiskError.InvalidSettings::new);
                settings.put(kind, new Settings(asked.mode(), asked.thresholds()));
            });
            return settings;
        }
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

        static DifferingView of(ReplayDetectors.Differing differing) {
            return new DifferingView(
                    differing.signIn().eventId(),
                    differing.signIn().at(),
                    differing.signIn().userId(),
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

        static ReplayView of(ReplayDetectors.Report report) {
            return new ReplayView(
                    report.weighed(),
                    report.until(),
                    report.isMore(),
                    report.before(),
                    report.after(),
                    named(report.noticedBefore()),
                    named(report.noticedAfter()),
                    report.differing(),
                    report.shown().stream().map(DifferingView::of).toList());
        }

        private static Map<String, Long> named(Map<Kind, Long> counts) {
            var named = new TreeMap<String, Long>();
            counts.forEach((kind, count) -> named.put(kind.code(), count));
            return named;
        }
    }

    @PostMapping("/api/security/replays/detectors")
    @Operation(operationId = "replayDetectors", summary = "Which decisions other thresholds or modes would change")
    @RequirePermissions("security.admin")
    ReplayView replay(@Valid @RequestBody ReplayRequest asked) {
        if (!asked.to().isAfter(asked.from())) {
            throw new RiskError.InvalidRange();
        }
        return ReplayView.of(
                replay.by(asked.settings(), asked.from(), asked.to(), Duration.ofSeconds(asked.warmUpSeconds())));
    }
}
