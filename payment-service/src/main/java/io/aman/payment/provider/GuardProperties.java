package io.aman.payment.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a provider is left alone. The time limit of a call is the provider's own read timeout.
 *
 * @param maxConcurrentCalls how many calls may be under way at once; one more gets 503 at once
 * @param failureRatePercent of the last {@code window} calls; above it nobody asks for {@code pause}
 * @param window how many calls are looked back on
 * @param pause how long a failing provider is left alone
 */
@Validated
@ConfigurationProperties("payment.provider.guard")
record GuardProperties(
        @DefaultValue("64") @Min(1) int maxConcurrentCalls,
        @DefaultValue("50") @Min(1) @Max(100) int failureRatePercent,
        @DefaultValue("20") @Min(2) int window,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration pause) {}
