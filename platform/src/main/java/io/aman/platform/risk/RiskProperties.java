package io.aman.platform.risk;

import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where security-service is asked how risky something is.
 *
 * @param baseUrl of security-service
 * @param within after this, from the first byte of the question to the last of the answer, it counts as absent
 */
@Validated
@ConfigurationProperties("aman.risk")
public record RiskProperties(
        @DefaultValue("http://127.0.0.1:8083") URI baseUrl,
        @DefaultValue("50ms") @DurationMin(millis = 5) Duration within) {}
