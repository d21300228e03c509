package io.aman.notification.channel.webpush;

import io.aman.platform.Secret;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How browsers are told. Where messages may go, and how long that may take, is as of {@code notification.webhook.target}.
 *
 * @param vapidKeys {@code <public>.<private>} in Base64url; a new one goes in front of those before, separated by a comma,
 *     and a browser that subscribed under one that is taken away is told nothing any more
 * @param subject where a push service's people reach ours, beginning with {@code mailto:} or {@code https:}
 */
@Validated
@ConfigurationProperties("notification.push.web")
record WebPushProperties(
        @NotEmpty List<Secret> vapidKeys,

        @NotNull @Pattern(regexp = "(mailto:[^@\\s]+@[^@\\s]+|https://\\S+)")
        String subject) {

    WebPushProperties {
        vapidKeys = List.copyOf(vapidKeys);
    }
}
