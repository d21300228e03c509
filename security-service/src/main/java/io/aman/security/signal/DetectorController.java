package io.aman.security.signal;

import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import io.aman.security.detector.Threshold;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the detectors are set, changed while they run. */
@RestController
@RequestMapping("/api/security/detectors")
class DetectorController {

    private static final String ADMIN = "security.admin";

    private final DetectorSettings settings;

    DetectorController(DetectorSettings settings) {
        this.settings = settings;
    }

    /** @param thresholds those that differ from the usual */
    record SettingsRequest(
            @NotNull Mode mode,
            @NotNull @Size(max = 20) Map<@NotBlank String, @NotNull Long> thresholds,
            @NotBlank @Size(max = 200) String reason) {}

    record ThresholdView(String name, long value, long usual, long least, long most) {

        static ThresholdView of(Threshold threshold, Settings set) {
            return new ThresholdView(
                    threshold.name(),
                    Objects.requireNonNull(set.thresholds().getOrDefault(threshold.name(), threshold.usual())),
                    threshold.usual(),
                    threshold.least(),
                    threshold.most());
        }
    }

    /** @param isChanged whether an administrator changed what is configured */
    record DetectorView(String name, Mode mode, boolean isChanged, List<ThresholdView> thresholds) {}

    record DetectorsView(List<DetectorView> items) {}

    /** @param mode absent where it went back to the configuration */
    record ChangeView(
            Instant at,
            String by,
            @Nullable String reason,
            @Nullable String mode,
            Map<String, Long> thresholds) {

        static ChangeView of(MongoDetectorSettings.Change change) {
            return new ChangeView(change.at(), change.by(), change.reason(), change.mode(), change.thresholds());
        }
    }

    record ChangesView(List<ChangeView> items) {}

    @GetMapping
    @Operation(operationId = "listDetectors", summary = "The detectors, their modes and thresholds")
    @RequirePermissions(ADMIN)
    DetectorsView list() {
        return new DetectorsView(Arrays.stream(Kind.values()).map(this::view).toList());
    }

    @PutMapping("/{name}")
    @Operation(operationId = "setDetector", summary = "Sets a detector's mode and thresholds in every instance")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    DetectorView set(@PathVariable String name, @Valid @RequestBody SettingsRequest asked, Caller caller) {
        var kind = kind(name);
        settings.set(kind, new Settings(asked.mode(), asked.thresholds()), caller.actor(asked.reason()));
        return view(kind);
    }

    @DeleteMapping("/{name}")
    @Operation(operationId = "resetDetector", summary = "Sets a detector as it is configured")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    DetectorView reset(@PathVariable String name, Caller caller) {
        var kind = kind(name);
        settings.reset(kind, caller.actor());
        return view(kind);
    }

    @GetMapping("/{name}/changes")
    @Operation(operationId = "listDetectorChanges", summary = "Who changed a detector, the newest last")
    @RequirePermissions(ADMIN)
    ChangesView changes(@PathVariable String name) {
        return new ChangesView(
                settings.changes(kind(name)).stream().map(ChangeView::of).toList());
    }

    private DetectorView view(Kind kind) {
        var set = settings.apply(kind);
        return new DetectorView(
                kind.code(),
                set.mode(),
                settings.isChanged(kind),
                Detection.detector(kind).thresholds().stream()
                        .map(threshold -> ThresholdView.of(threshold, set))
                        .toList());
    }

    private static Kind kind(String name) {
        return Kind.of(name).orElseThrow(SettingsError.DetectorNotFound::new);
    }
}
