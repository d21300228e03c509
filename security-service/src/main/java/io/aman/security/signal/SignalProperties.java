package io.aman.security.signal;

import io.aman.security.detector.Detection;
import io.aman.security.detector.Kind;
import io.aman.security.detector.Mode;
import io.aman.security.detector.Settings;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sign-ins are looked at.
 *
 * @param detectors by their names, such as {@code brute-force}; what is not said is as delivered
 * @param profilesKept how long a person is remembered who does not come back; longer than any detector looks back
 * @param lookEvery how soon another instance's changes of settings are known here
 */
@Validated
@ConfigurationProperties("security.signal")
record SignalProperties(
        @DefaultValue Map<String, DetectorProperties> detectors,
        @DefaultValue("400d") @DurationMin(days = 1) Duration profilesKept,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration lookEvery) {

    /** @param thresholds by their names */
    record DetectorProperties(
            @Nullable Mode mode, @DefaultValue Map<String, Long> thresholds) {}

    @AssertTrue(message = "names an unknown detector or threshold, or a value out of its bounds")
    boolean isKnown() {
        return detectors.entrySet().stream()
                .allMatch(entry -> Kind.of(entry.getKey())
                        .map(kind -> Detection.allows(kind, entry.getValue().thresholds()))
                        .orElse(false));
    }

    Settings configured(Kind kind) {
        var told = detectors.get(kind.code());
        return told == null
                ? Detection.usual(kind)
                : new Settings(
                        told.mode() == null ? Detection.detector(kind).usualMode() : told.mode(), told.thresholds());
    }
}
