package io.aman.notification.contact;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people's numbers are confirmed.
 *
 * @param mostNumbers how many a person has at most
 * @param codesPerHour how many codes are sent for a person in any hour: each costs money, and may reach a stranger
 * @param guesses how many are allowed at one code
 */
@Validated
@ConfigurationProperties("notification.contact")
record ContactProperties(
        @DefaultValue("5") @Min(1) @Max(20) int mostNumbers,
        @DefaultValue("3") @Min(1) @Max(20) int codesPerHour,
        @DefaultValue("5") @Min(1) @Max(10) int guesses) {

    /** As its message says. */
    static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
}
