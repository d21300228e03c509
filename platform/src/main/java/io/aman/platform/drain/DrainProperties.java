package io.aman.platform.drain;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a process leaves.
 *
 * @param time from SIGTERM on everything is still answered, each answer being the last one on its connection; longer than
 *     {@code gateway.upstream.idle-time}, so that no connection is left that somebody could still use; 0 for none
 */
@Validated
@ConfigurationProperties("aman.drain")
record DrainProperties(
        @DefaultValue("3s") @DurationMin @DurationMax(minutes = 5)
        Duration time) {}
