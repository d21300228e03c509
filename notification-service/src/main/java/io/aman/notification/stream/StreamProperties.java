package io.aman.notification.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Streams of what is new in inboxes.
 *
 * @param maxOpen at a time, of all people; each is a connection, of which {@code server.tomcat.max-connections} has to
 *     leave some for other requests
 * @param maxOfPerson at a time
 * @param heartbeat after so long without an event a comment is sent, by which both sides notice a connection that is gone
 * @param slowAfter whoever has not taken what was sent for so long is cut off, and may come again
 * @param maxReplayed who has missed more entries than this is told to read the list instead
 */
@Validated
@ConfigurationProperties("notification.stream")
record StreamProperties(
        @DefaultValue("10000") @Min(1) int maxOpen,
        @DefaultValue("20") @Min(1) int maxOfPerson,
        @DefaultValue("15s") @DurationMin(seconds = 1) Duration heartbeat,
        @DefaultValue("20s") @DurationMin(seconds = 1) Duration slowAfter,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxReplayed) {}
