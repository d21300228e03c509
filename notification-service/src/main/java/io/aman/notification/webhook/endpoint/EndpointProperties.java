package io.aman.notification.webhook.endpoint;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How endpoints are kept.
 *
 * @param perOwner how many a user may have, and how many all operators together
 * @param secretOverlap how long a former secret signs along with the new one
 * @param disabledAfter an endpoint that has answered nothing but failures for so long is disabled
 * @param deletedKept how long it is remembered that an endpoint was deleted, and by whom
 */
@Validated
@ConfigurationProperties("notification.webhook.endpoint")
public record EndpointProperties(
        @DefaultValue("20") @Min(1) @Max(1000) int perOwner,
        @DefaultValue("24h") @DurationMin(seconds = 0) Duration secretOverlap,
        @DefaultValue("5d") @DurationMin(minutes = 1) Duration disabledAfter,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration deletedKept) {}
