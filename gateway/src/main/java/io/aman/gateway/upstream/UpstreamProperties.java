package io.aman.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How patient the gateway is with services.
 *
 * @param connectTime for a connection to be made
 * @param timeLimit from the end of the request to the answer, and between two pieces of it; a stream of events has none
 * @param timeLimits of single services by name ({@code payment}, {@code session}, …), where they differ
 * @param idleTime after this an unused connection is closed: shorter than a service that ends goes on answering
 *     ({@code aman.drain.time}), so that no request is sent into a closing one
 * @param maxWaiting requests that may wait for one service's answer at a time
 */
@Validated
@ConfigurationProperties("gateway.upstream")
record UpstreamProperties(
        @DefaultValue("2s") @DurationMin(millis = 10) Duration connectTime,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration timeLimit,
        @DefaultValue Map<String, @DurationMin(millis = 10) Duration> timeLimits,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration idleTime,
        @DefaultValue("1000") @Min(1) int maxWaiting,
        @Valid @DefaultValue Breaker breaker) {

    /**
     * When a service is left alone.
     *
     * @param window the latest answers that are looked at
     * @param minimum fewer answers than this say nothing
     * @param failurePercent from this share of failures on it is not asked
     * @param openTime how long, until it is tried again
     * @param trials requests that are let through then
     */
    record Breaker(
            @DefaultValue("100") @Min(1) int window,
            @DefaultValue("20") @Min(1) int minimum,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
            @DefaultValue("5s") @DurationMin(millis = 10) Duration openTime,
            @DefaultValue("5") @Min(1) int trials) {}

    Duration timeLimit(String service) {
        return timeLimits.getOrDefault(service, timeLimit);
    }
}
