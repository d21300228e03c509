package io.aman.notification.target;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where webhooks may go, and how long that may take.
 *
 * @param allowHttp whether a URL may do without TLS; for a machine of one's own only
 * @param allowPrivateAddresses whether messages may go to networks that are not public: with it, whoever makes an
 *     endpoint reaches what this service reaches
 * @param ports that a URL may name; none for any
 * @param connectTimeout for the connection, and again for TLS
 * @param timeout for the whole attempt: name, connection, TLS, request and answer
 * @param maxAnswerBytes as much of an answer is read, and thrown away; the connection is closed behind it
 */
@Validated
@ConfigurationProperties("notification.webhook.target")
record TargetProperties(
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("443") Set<@Min(1) @Max(65_535) Integer> ports,

        @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration connectTimeout,

        @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(seconds = 30)
        Duration timeout,

        @DefaultValue("16384") @Min(0) @Max(1_048_576) int maxAnswerBytes) {}
