package io.aman.payment.provider.knet;

import io.aman.platform.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How KNET is reached, and how it reaches us.
 *
 * @param baseUrl {@code https://www.kpay.com.kw}, without {@code /kpg}
 * @param resourceKey 16 ASCII characters
 * @param language of KNET's page: {@code EN} or {@code AR}; KNET's older kit says {@code USA}
 * @param responseUrl our webhook as KNET reaches it: https, or http on this machine
 * @param connectTimeout after this nothing was sent
 * @param readTimeout after this an outcome is {@code Unknown}
 * @param callbackMaxSize a larger callback gets 413
 * @param notFoundExpiry how long KNET may know nothing of a payment before it counts as expired
 * @param looksAfterCapture how long after a capture KNET is asked whether it stayed so, each time counted from the capture
 * @param watchInterval how often due looks are searched for
 * @param voidWatch how long after a capture KNET may still take it back, as it does when it missed our acknowledgement
 * @param certificateCheckInterval how often the response URL's certificate is looked at
 * @param certificateWarning so long before its end it is warned of: KNET imports it, and a new one must be announced
 */
@Validated
@ConfigurationProperties("payment.provider.knet")
record KnetProperties(
        @NotNull URI baseUrl,
        @NotNull Secret tranportalId,
        @NotNull Secret tranportalPassword,
        @NotNull Secret resourceKey,
        @DefaultValue("EN") @Pattern(regexp = "EN|AR|USA") String language,
        @NotNull URI responseUrl,
        @DefaultValue("1s") @DurationMin(millis = 100) Duration connectTimeout,
        @DefaultValue("4s") @DurationMin(millis = 100) Duration readTimeout,
        @DefaultValue("16KB") DataSize callbackMaxSize,
        @DefaultValue("1d") @DurationMin(seconds = 1) Duration notFoundExpiry,
        @DefaultValue({"15m", "24h"}) List<@DurationMin(seconds = 1) Duration> looksAfterCapture,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration watchInterval,
        @DefaultValue("25h") @DurationMin(seconds = 1) Duration voidWatch,
        @DefaultValue("12h") @DurationMin(seconds = 1) Duration certificateCheckInterval,
        @DefaultValue("30d") @DurationMin(days = 1) Duration certificateWarning) {

    /** A bad URL must not be found out by the first payer. */
    @AssertTrue(message = "must be https, or http on this machine, of at most 255 plain characters")
    boolean isResponseUrlAcceptable() {
        // its absence is told by its own annotation
        return responseUrl == null || KnetUrls.isAcceptable(responseUrl);
    }
}
