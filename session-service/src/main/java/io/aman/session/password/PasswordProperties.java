package io.aman.session.password;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is asked of passwords. What is absent is as the profile says.
 *
 * @param minLength in code points, where the password is all that a sign-in takes
 * @param minLengthWithFactor in code points, where a second factor is asked for beside it
 * @param minScore of the estimator, from 0 to 4
 * @param maxAge zero for never
 * @param warnBefore how long before that its owner is told, each once
 * @param productWords words of the product, which are in no password
 * @param changeWithin how long an expired password opens its own change
 */
@Validated
@ConfigurationProperties("session.password")
record PasswordProperties(
        @DefaultValue("product") PasswordProfile profile,
        @Nullable @Min(8) @Max(128) Integer minLength,
        @Nullable @Min(8) @Max(128) Integer minLengthWithFactor,
        @Nullable Boolean letterAndDigit,
        @Nullable @Min(0) @Max(4) Integer minScore,
        OwnWords.@Nullable Rule ownWords,
        @Nullable @Min(0) @Max(24) Integer history,
        @Nullable @DurationMin(seconds = 0) Duration maxAge,
        @Nullable Boolean factorLiftsMaxAge,
        @DefaultValue({"14d", "7d", "1d"}) List<@NotNull @DurationMin(days = 1) Duration> warnBefore,
        @DefaultValue({"aman", "أمان"}) List<String> productWords,
        @DefaultValue("10m") @DurationMin(seconds = 30) Duration changeWithin,
        @DefaultValue @Valid Reset reset,
        @DefaultValue @Valid Upkeep upkeep) {

    /**
     * When is done what nobody waits for.
     *
     * @param sweep from one look for what was left behind to the next
     * @param warnEvery how often people are told whose password is getting old, by whichever instance
     */
    record Upkeep(
            @DefaultValue("1m") @DurationMin(millis = 10) Duration sweep,
            @DefaultValue("1h") @DurationMin(millis = 10) Duration warnEvery) {}

    /**
     * How forgotten ones are replaced.
     *
     * @param lifetime of a link
     * @param perHour links that one person is sent in an hour; who asks more often is told nothing else
     * @param path below the public URL, where the link leads
     */
    record Reset(
            @DefaultValue("30m") @DurationMin(minutes = 1) Duration lifetime,
            @DefaultValue("5") @Min(1) @Max(50) int perHour,
            @DefaultValue("/reset-password") String path) {

        @AssertTrue(message = "path must begin with a slash")
        boolean isPathAbsolute() {
            return path.startsWith("/");
        }
    }

    PasswordPolicy policy() {
        var usual = profile.policy();
        return new PasswordPolicy(
                Objects.requireNonNullElse(minLength, usual.minLength()),
                Objects.requireNonNullElse(minLengthWithFactor, usual.minLengthWithFactor()),
                Objects.requireNonNullElse(letterAndDigit, usual.letterAndDigit()),
                Objects.requireNonNullElse(minScore, usual.minScore()),
                Objects.requireNonNullElse(ownWords, usual.ownWords()),
                Objects.requireNonNullElse(history, usual.history()),
                Objects.requireNonNullElse(maxAge, usual.maxAge()),
                Objects.requireNonNullElse(factorLiftsMaxAge, usual.factorLiftsMaxAge()));
    }
}
