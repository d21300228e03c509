package io.aman.notification.channel.twilio;

import io.aman.platform.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How short messages are sent.
 *
 * @param accountSid {@code AC…}
 * @param authToken of the account; it is sent as the password of Basic authentication, and signs webhooks
 * @param from a number in E.164, a sender's name of up to eleven letters and digits, or a messaging service {@code MG…}
 * @param readTimeout after this nobody knows whether the message goes out; together with the connect time-out it must
 *     be shorter than {@code notification.delivery.lease}
 * @param standby a second account, asked where the first certainly took nothing
 * @param webhookMaxSize a larger body gets 413
 */
@Validated
@ConfigurationProperties("notification.sms.twilio")
record TwilioProperties(
        @DefaultValue("https://api.twilio.com") @NotNull URI baseUrl,
        @NotNull @Pattern(regexp = TwilioProperties.SID) String accountSid,
        @NotNull Secret authToken,
        @NotBlank String from,

        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration connectTimeout,

        @DefaultValue("8s") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration readTimeout,

        @Valid @Nullable Standby standby,
        @DefaultValue("64KB") DataSize webhookMaxSize) {

    static final String SID = "AC[0-9a-f]{32}";

    /**
     * Another account.
     *
     * @param accountSid {@code AC…}
     * @param from as of the first
     */
    record Standby(
            @DefaultValue("https://api.twilio.com") @NotNull URI baseUrl,
            @NotNull @Pattern(regexp = SID) String accountSid,
            @NotNull Secret authToken,
            @NotBlank String from) {}

    TwilioAccount account() {
        return new TwilioAccount(baseUrl, accountSid, authToken, connectTimeout, readTimeout);
    }

    TwilioAccount account(Standby other) {
        return new TwilioAccount(other.baseUrl(), other.accountSid(), other.authToken(), connectTimeout, readTimeout);
    }
}
