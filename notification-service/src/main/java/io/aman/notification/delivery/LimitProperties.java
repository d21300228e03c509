package io.aman.notification.delivery;

import io.aman.notification.template.Category;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many messages of a category one person gets through one channel; what is over waits, and is never lost.
 *
 * @param security ways into the account, codes among them
 */
@Validated
@ConfigurationProperties("notification.limit")
record LimitProperties(
        @DefaultValue @Valid @NotNull Limit security,
        @DefaultValue @Valid @NotNull Limit payments,
        @DefaultValue @Valid @NotNull Limit account) {

    /**
     * One limit.
     *
     * @param count at most so many in any {@code window}
     * @param window how long a message counts
     */
    record Limit(
            @DefaultValue("100") @Min(1) @Max(1000) int count,
            @DefaultValue("1h") @DurationMin(seconds = 1) Duration window) {}

    Limit of(Category category) {
        return switch (category) {
            case SECURITY -> security;
            case PAYMENTS -> payments;
            case ACCOUNT -> account;
        };
    }
}
