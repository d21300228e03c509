package io.aman.security.reputation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The lists of addresses that are fetched, by their names; each list has terms of its own that operators accept.
 *
 * @param lookEvery how often it is looked whether one is due, or whether another instance has fetched one
 * @param timeout for one file
 * @param maxBytes of one file
 */
@Validated
@ConfigurationProperties("security.reputation")
record FeedProperties(
        @DefaultValue Map<String, @Valid Source> feeds,
        @DefaultValue("10s") @DurationMin(millis = 10) Duration lookEvery,
        @DefaultValue("30s") @DurationMin(millis = 100) Duration timeout,
        @DefaultValue("8000000") @Min(1) @Max(12_000_000) int maxBytes) {

    /**
     * @param list what its addresses are said to be on; {@code tor-exit} for Tor's
     * @param every how often it is fetched; many publishers refuse who asks more often than hourly
     */
    record Source(
            @NotBlank String list,
            @NotNull FeedFormat format,
            @NotNull URI url,
            @DefaultValue("12h") @DurationMin(millis = 10) Duration every) {

        /** Whether it is old that its publisher confirmed last then: twice as long ago as it should. */
        boolean isOld(Instant confirmedAt, Instant now) {
            return confirmedAt.plus(every.multipliedBy(2)).isBefore(now);
        }

        @AssertTrue(message = "the url must be http or https")
        boolean isHttp() {
            return "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        }
    }
}
