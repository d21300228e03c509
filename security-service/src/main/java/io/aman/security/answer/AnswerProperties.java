package io.aman.security.answer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far answers go.
 *
 * @param within what is heard of later than this is remembered and not answered: nobody is told of last week's sign-in
 * @param blockFromAccounts an address that sprays and fails at so many accounts within {@code blockFor} is blocked
 * @param blockFor how long it is blocked
 */
@Validated
@ConfigurationProperties("security.answer")
record AnswerProperties(
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration within,
        @DefaultValue("50") @Min(2) @Max(256) int blockFromAccounts,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration blockFor) {}
