package io.aman.platform.bulkhead;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a process takes on.
 *
 * @param requests that are worked at together, each with some 100 KB of the heap; an open stream of events is none
 * @param maxWait of one that comes on top, first come, first served; after it the answer is 503
 */
@Validated
@ConfigurationProperties("aman.bulkhead")
record BulkheadProperties(
        @DefaultValue("256") @Min(1) @Max(100_000) int requests,

        @DefaultValue("10s") @DurationMin @DurationMax(minutes = 5)
        Duration maxWait) {}
