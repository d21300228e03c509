package io.aman.notification.channel.whatsapp;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How WhatsApp messages are sent through Meta's Cloud API.
 *
 * @param version of the Graph API, such as {@code v23.0}
 * @param phoneNumberId Meta's id of the number that sends
 * @param accessToken of a system user that may send with it
 * @param appSecret of the app whose webhook calls us; two, separated by a comma, while it changes
 * @param verifyToken what Meta repeats when the webhook is set up there
 * @param readTimeout after this nobody knows whether the message goes out; together with the connect time-out it must
 *     be shorter than {@code notification.delivery.lease}
 * @param webhookMaxSize a larger body gets 413
 */
@Validated
@ConfigurationProperties("notification.whatsapp.meta")
record MetaProperties(
        @DefaultValue("https://graph.facebook.com") @NotNull URI baseUrl,

        @DefaultValue("v23.0") @NotNull @Pattern(regexp = "v[0-9]{1,3}\\.[0-9]")
        String version,

        @NotNull @Pattern(regexp = "[0-9]{5,32}") String phoneNumberId,
        @NotNull Secret accessToken,
        @NotEmpty List<Secret> appSecret,
        @NotNull Secret verifyToken,

        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration connectTimeout,

        @DefaultValue("8s") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration readTimeout,

        @DefaultValue("3MB") DataSize webhookMaxSize) {

    MetaProperties {
        appSecret = List.copyOf(appSecret);
    }
}
