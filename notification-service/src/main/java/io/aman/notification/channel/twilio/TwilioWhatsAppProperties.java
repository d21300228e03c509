package io.aman.notification.channel.twilio;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How WhatsApp messages are sent through Twilio.
 *
 * @param accountSid {@code AC…}
 * @param authToken as of {@code notification.sms.twilio}
 * @param from the WhatsApp sender's number in E.164, or a messaging service {@code MG…}
 * @param readTimeout as of {@code notification.sms.twilio}
 */
@Validated
@ConfigurationProperties("notification.whatsapp.twilio")
record TwilioWhatsAppProperties(
        @DefaultValue("https://api.twilio.com") @NotNull URI baseUrl,
        @NotNull @Pattern(regexp = TwilioProperties.SID) String accountSid,
        @NotNull Secret authToken,

        @NotNull @Pattern(regexp = "[+][1-9][0-9]{6,14}|MG[0-9a-f]{32}")
        String from,

        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration connectTimeout,

        @DefaultValue("8s") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration readTimeout) {

    TwilioAccount account() {
        return new TwilioAccount(baseUrl, accountSid, authToken, connectTimeout, readTimeout);
    }
}
