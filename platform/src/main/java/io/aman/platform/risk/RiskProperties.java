package io.aman.platform.risk;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where security-service is asked how risky something is.
 *
 * @param baseUrl of security-service; of several, with commas between, the next is asked where one can't be reached
 * @param within after this, from the first byte of the question to the last of the answer, it counts as absent
 */
@Validated
@ConfigurationProperties("aman.risk")
public record RiskProperties(
        @NotEmpty @DefaultValue("http://127.0.0.1:8083") List<URI> baseUrl,
        @DefaultValue("50ms") @DurationMin(millis = 5) Duration within) {}
