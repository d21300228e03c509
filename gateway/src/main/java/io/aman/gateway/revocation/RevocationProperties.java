package io.aman.gateway.revocation;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How revocations are followed.
 *
 * @param maxStaleness when the last heartbeat is older than this, changes are refused
 */
@Validated
@ConfigurationProperties("gateway.revocation")
record RevocationProperties(
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration maxStaleness) {}
