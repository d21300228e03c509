package io.aman.payment.payment;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When an attempt without an outcome is looked at.
 *
 * @param checkAfter the pauses before the first, second, … look; the last one repeats. The first must be longer than a
 *     provider's call may take
 * @param giveUpAfter how long after the attempt began nobody looks any more
 */
@Validated
@ConfigurationProperties("payment.attempt")
record CheckSchedule(
        @DefaultValue({"10s", "1m", "5m", "15m", "1h", "6h", "1d"}) @NotEmpty
        List<@DurationMin(millis = 10) Duration> checkAfter,

        @DefaultValue("7d") @DurationMin(minutes = 1) Duration giveUpAfter) {

    Instant first(Instant openedAt) {
        return openedAt.plus(checkAfter.getFirst());
    }

    /**
     * When to look again after looking at {@code now}; null to give up.
     *
     * @param checks how often somebody had looked before
     */
    @Nullable
    Instant next(Instant openedAt, int checks, Instant now) {
        var pause = checkAfter.get(Math.min(checks + 1, checkAfter.size() - 1));
        var next = now.plus(pause);
        return next.isAfter(openedAt.plus(giveUpAfter)) ? null : next;
    }
}
