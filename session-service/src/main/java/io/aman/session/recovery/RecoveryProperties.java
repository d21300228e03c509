package io.aman.session.recovery;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Getting in again without one's second factors.
 *
 * @param waiting how long the owner has to stop it before the link counts
 * @param lifetime how long it counts then
 */
@Validated
@ConfigurationProperties("session.recovery")
record RecoveryProperties(
        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 30) @Name("wait")
        Duration waiting,

        @DefaultValue("48h") @DurationMin(minutes = 5) @DurationMax(days = 30)
        Duration lifetime) {}
