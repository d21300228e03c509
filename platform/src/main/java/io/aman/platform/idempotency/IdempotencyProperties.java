package io.aman.platform.idempotency;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long keys count.
 *
 * @param lifetime an answer is replayed for this long
 * @param lease after this a call that never answered counts as crashed, and its key may be tried again
 */
@Validated
@ConfigurationProperties("aman.idempotency")
record IdempotencyProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) Duration lifetime,
        @DefaultValue("30s") @DurationMin(millis = 100) Duration lease) {}
