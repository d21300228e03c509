package io.aman.session.mfa.code;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Codes that are sent. Days are those of UTC.
 *
 * @param pause between two codes to one person by one channel
 * @param perPersonAndDay codes to one person by one channel
 * @param perNumberAndDay messages to one telephone number, whoever has them sent
 * @param perDay messages to all telephones together: what an attack can cost at most
 * @param regions ISO 3166 codes of the countries whose numbers are taken; all where there are none
 * @param email whether a code to the address of the account lets somebody in who has lost the factor, at {@code aal1}
 */
@Validated
@ConfigurationProperties("session.mfa.code")
record CodeProperties(
        @DefaultValue("30s") @DurationMin(seconds = 0) Duration pause,
        @DefaultValue("10") @Min(1) int perPersonAndDay,
        @DefaultValue("10") @Min(1) int perNumberAndDay,
        @DefaultValue("10000") @Min(1) int perDay,
        @DefaultValue Set<String> regions,
        @DefaultValue("true") boolean email) {}
