package io.aman.notification.intent;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is told of alerts: who may close them is known elsewhere, and a duty's mailbox is nobody's account.
 *
 * @param addresses e-mail addresses; nobody is told where there are none
 * @param language the BCP 47 tag of what they are written in
 * @param severities of which alerts
 */
@Validated
@ConfigurationProperties("notification.operators")
record OperatorProperties(
        @DefaultValue List<@NotBlank @Pattern(regexp = "[^@\\s]+@[^@\\s]+") String> addresses,
        @DefaultValue("en") @NotBlank String language,
        @DefaultValue({"HIGH", "CRITICAL"}) List<@NotNull String> severities) {}
