package io.aman.notification.delivery;

import io.aman.notification.template.Category;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which provider is asked, and when another one.
 *
 * @param order by channel, the names of its providers in the order in which they are asked; those left out come last
 * @param mayRepeat the categories whose messages may come twice: after an answer that stayed away another provider is
 *     asked, or the same one again. For the others nobody else is asked while the first may have sent it
 * @param window how many calls of a provider the share of failures is taken of
 * @param failureRatePercent of those calls, from which on the provider is left alone
 * @param pause for how long, before calls try it again
 * @param longestRetryAfter what is heeded at most of a provider's {@code Retry-After}
 */
@Validated
@ConfigurationProperties("notification.failover")
record FailoverProperties(
        @DefaultValue Map<String, List<String>> order,
        @DefaultValue("security") Set<Category> mayRepeat,
        @DefaultValue("10") @Min(1) @Max(1000) int window,
        @DefaultValue("50") @Min(1) @Max(100) int failureRatePercent,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration pause,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration longestRetryAfter) {

    FailoverProperties {
        order = Map.copyOf(order);
        mayRepeat = Set.copyOf(mayRepeat);
    }

    /** After all others for one that is not named. */
    int rank(String channel, String provider) {
        var place = order.getOrDefault(channel, List.of()).indexOf(provider);
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
