package io.aman.security.risk;

import io.aman.security.detector.Kind;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How signals are weighed.
 *
 * @param version to be changed with the weights: it stands in all that was decided by them
 * @param weights by the detectors' names, those that differ from what is delivered
 * @param notifyFrom the score from which on the owner is told
 * @param stepUpFrom the score from which on the person proves once more who they are
 * @param denyFrom the score from which on nobody gets in
 * @param kept how long decisions are kept with what they were made of
 */
@Validated
@ConfigurationProperties("security.risk")
record RiskProperties(
        @DefaultValue(Weights.DELIVERED_VERSION) @NotBlank String version,

        @DefaultValue Map<String, @NotNull @DecimalMin("0") @DecimalMax("1") Double> weights,

        @DefaultValue("30") @Min(1) @Max(101) int notifyFrom,
        @DefaultValue("60") @Min(1) @Max(101) int stepUpFrom,
        @DefaultValue("85") @Min(1) @Max(101) int denyFrom,
        @DefaultValue("180d") @DurationMin(days = 1) Duration kept) {

    @AssertTrue(message = "names a detector that there is none of")
    boolean isKnown() {
        return weights.keySet().stream().allMatch(name -> Kind.of(name).isPresent());
    }

    @AssertTrue(message = "the scores must rise from notify to deny")
    boolean isRising() {
        return notifyFrom <= stepUpFrom && stepUpFrom <= denyFrom;
    }

    @AssertTrue(message = "other weights need another version")
    boolean isNamed() {
        return weights.isEmpty() || !version.equals(Weights.DELIVERED_VERSION);
    }

    static Weights weights(
            String version, Map<String, Double> differing, int notifyFrom, int stepUpFrom, int denyFrom) {
        var values = new EnumMap<>(Weights.DELIVERED);
        differing.forEach((name, weight) -> values.put(Kind.of(name).orElseThrow(), weight));
        return new Weights(version, values, notifyFrom, stepUpFrom, denyFrom);
    }

    Weights inForce() {
        return weights(version, weights, notifyFrom, stepUpFrom, denyFrom);
    }
}
