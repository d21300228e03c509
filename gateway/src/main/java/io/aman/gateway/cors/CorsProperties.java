package io.aman.gateway.cors;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose pages may call the gateway from a browser. The gateway's own origin always may: the one whose host and port are
 * those of the {@code Host} header. Where a proxy in front changes that header, list the public origin here.
 *
 * @param origins exact, as {@code https://shop.example} or {@code http://localhost:3000}; never a pattern
 * @param credentials whether cookies may come along; only sign-in by redirects has any
 * @param methods what a listed origin may use
 * @param requestHeaders what it may send
 * @param responseHeaders what it may read
 * @param maxAge how long a browser may remember the answer to what it may do
 */
@Validated
@ConfigurationProperties("gateway.cors")
record CorsProperties(
        @DefaultValue List<@Pattern(regexp = ORIGIN) String> origins,
        @DefaultValue("false") boolean credentials,

        @DefaultValue({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
        List<String> methods,

        @DefaultValue({
            "Authorization",
            "Content-Type",
            "Accept",
            "Accept-Language",
            "Cache-Control",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Last-Event-ID",
            "X-Request-Id",
            "traceparent",
            "tracestate"
        })
        List<String> requestHeaders,

        @DefaultValue({
            "ETag",
            "Location",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "WWW-Authenticate",
            "X-Request-Id",
            "traceparent"
        })
        List<String> responseHeaders,

        @DefaultValue("10m") @DurationMin(seconds = 0) Duration maxAge) {

    static final String ORIGIN = "https?://[a-z0-9._-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:.]+](:[0-9]{1,5})?";
}
