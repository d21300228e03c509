package io.aman.security.risk;

import io.aman.security.detector.Adjustable;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
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
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks for a replay by other settings.
 *
 * @param detectors by their names, those that are set otherwise than now
 * @param to exclusive
 * @param warmUpSeconds so long before {@code from} there is learned, without being weighed: a detector that looks back
 *     further says less
 */
record OtherSettings(
        @NotEmpty @Size(max = 50) Map<@NotBlank String, @NotNull @Valid DetectorAsked> detectors,
        @NotNull Instant from,
        @NotNull Instant to,
        @Min(0) @Max(2_592_000) long warmUpSeconds) {

    /** @param thresholds those that differ from the usual */
    record DetectorAsked(
            @NotNull Mode mode, @NotNull @Size(max = 20) Map<@NotBlank String, @NotNull Long> thresholds) {}

    /**
     * Of detectors of this kind alone.
     *
     * @throws RiskError.InvalidSettings when one is none of those, or a value is out of its bounds
     */
    Map<Kind, Settings> of(Class<? extends Adjustable> type) {
        Map<Kind, Settings> settings = new EnumMap<>(Kind.class);
        detectors.forEach((name, asked) -> {
            var kind = Kind.of(name)
                    .filter(known -> type.isInstance(Detection.detector(known)))
                    .filter(known -> Detection.allows(known, asked.thresholds()))
                    .orElseThrow(RiskError.InvalidSettings::new);
            settings.put(kind, new Settings(asked.mode(), asked.thresholds()));
        });
        return settings;
    }

    /** @throws RiskError.InvalidRange when it ends before it begins */
    void requireRange() {
        if (!to.isAfter(from)) {
            throw new RiskError.InvalidRange();
        }
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    /** By the detectors' names. */
    static Map<String, Long> named(Map<Kind, Long> counts) {
        var named = new TreeMap<String, Long>();
        counts.forEach((kind, count) -> named.put(kind.code(), count));
        return named;
    }
}
