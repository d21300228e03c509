package io.aman.security.challenge;

import io.aman.platform.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an attempt takes once there were too many; after how many, {@code security.lockout.challenge} says.
 *
 * @param maxNumber how hard the proof of work is: half as many hashes on average
 * @param lifetime of a challenge
 * @param captcha takes the place of the proof of work
 */
@Validated
@ConfigurationProperties("security.challenge")
record ChallengeProperties(
        @DefaultValue("100000") @Min(1000) @Max(100_000_000) int maxNumber,

        @DefaultValue("10m") @DurationMin(seconds = 10) @DurationMax(hours = 1)
        Duration lifetime,

        @Valid @Nullable Captcha captcha) {

    /**
     * A provider that verifies by {@code secret}, {@code response} and {@code remoteip}, as hCaptcha, reCAPTCHA and
     * Turnstile do.
     *
     * @param verifyUrl such as {@code https://api.hcaptcha.com/siteverify}
     * @param hosts of the pages that show the widget, such as {@code pay.example.com}: what was solved on another is not
     *     accepted, or somebody could show it on theirs and use what people solve there. Empty where the provider looks to
     *     that
     * @param within after this a solution is not accepted
     */
    record Captcha(
            @NotNull URI verifyUrl,
            @NotBlank String siteKey,
            @NotNull Secret secret,
            @DefaultValue List<@NotBlank String> hosts,
            @DefaultValue("2s") @DurationMin(millis = 100) Duration within) {}
}
