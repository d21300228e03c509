package io.aman.gateway.health;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is asked how they fare.
 *
 * @param services the address of each service's management port, by its short name; several, with commas between, are
 *     asked in turn
 * @param essential those without which the suite counts as down; the others' absence degrades it
 * @param timeLimit after this a service counts as down
 * @param cachedFor how long an answer is given again, whoever asks
 */
@Validated
@ConfigurationProperties("gateway.health")
record SystemHealthProperties(
        @NotEmpty Map<String, @NotEmpty List<URI>> services,
        @DefaultValue({"payment", "session"}) Set<String> essential,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration timeLimit,
        @DefaultValue("2s") @DurationMin(millis = 100) Duration cachedFor) {}
