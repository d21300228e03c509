package io.aman.notification.inbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long entries are kept.
 *
 * @param kept an entry older than this is removed, read or not
 * @param sweepInterval from the end of one search for those to the next
 */
@Validated
@ConfigurationProperties("notification.inbox")
record InboxProperties(
        @DefaultValue("365d") @DurationMin(days = 1) Duration kept,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration sweepInterval) {}
