package io.aman.notification.channel.email;

import io.aman.platform.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A second mail server, asked where the first certainly took nothing; time-outs and encryption are {@code spring.mail}'s.
 *
 * @param username of the sign-in there, together with {@code password}; absent where there is none
 */
@Validated
@ConfigurationProperties("notification.email.standby")
record StandbyProperties(
        @NotBlank String host,
        @DefaultValue("587") @Min(1) @Max(65_535) int port,
        @Nullable String username,
        @Nullable Secret password) {

    @AssertTrue(message = "username and password come together")
    boolean isComplete() {
        return (username == null) == (password == null);
    }
}
