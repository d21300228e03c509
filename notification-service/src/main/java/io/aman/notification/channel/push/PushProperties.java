package io.aman.notification.channel.push;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people are told on their devices.
 *
 * @param mostDevices how many a person has; one more takes the place of the oldest
 * @param ttl how long a message waits for a device that is off; four weeks is the most that Firebase keeps
 */
@Validated
@ConfigurationProperties("notification.push")
public record PushProperties(
        @DefaultValue("10") @Min(1) @Max(50) int mostDevices,

        @DefaultValue("3d") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 28)
        Duration ttl) {}
