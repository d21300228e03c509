package io.aman.notification.channel.fcm;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How apps are told through Firebase Cloud Messaging.
 *
 * @param serviceAccount the JSON file of an account that may send, as Google's console gives it
 * @param tokenUrl where access tokens are fetched; absent for the address that the account names
 * @param readTimeout after this nobody knows whether the message goes out; twice this and the connect time-out must be
 *     shorter than {@code notification.delivery.lease}
 */
@Validated
@ConfigurationProperties("notification.push.fcm")
record FcmProperties(
        @NotNull Secret serviceAccount,
        @DefaultValue("https://fcm.googleapis.com") @NotNull URI baseUrl,
        @Nullable URI tokenUrl,

        @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration connectTimeout,

        @DefaultValue("8s") @DurationMin(millis = 10) @DurationMax(seconds = 15)
        Duration readTimeout) {}
