package io.aman.security.lockout;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How many sign-in attempts are let through to verification; kept up to 1000 a key, since each is written down. */
@Validated
@ConfigurationProperties("security.lockout")
record LockoutProperties(
        @Valid @DefaultValue Account account,
        @Valid @DefaultValue Device device,
        @Valid @DefaultValue Address address,
        @Valid @DefaultValue Challenge challenge) {

    /**
     * @param attempts in any {@code window}
     * @param lock how long an account that used them up is locked, counted from the last one; twice as long each time
     *     after that, until its owner came in
     * @param longestLock doubling ends here
     * @param decay each such time without a lock takes one doubling back
     */
    record Account(
            @DefaultValue("10") @Min(1) @Max(1000) int attempts,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration window,
            @DefaultValue("30m") @DurationMin(seconds = 0) Duration lock,

            @DefaultValue("24h") @DurationMin(seconds = 0) @DurationMax(days = 30)
            Duration longestLock,

            @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 30)
            Duration decay) {

        @AssertTrue(message = "the longest lock is shorter than the first")
        boolean isRising() {
            return longestLock.compareTo(lock) >= 0;
        }

        Limit limit() {
            return new Limit(attempts, window, lock, longestLock, decay);
        }
    }

    /**
     * Of a device at which the account's owner signed in before; whatever is tried elsewhere.
     *
     * @param attempts in any {@code window}
     * @param lock how long a device that used them up counts as any other
     */
    record Device(
            @DefaultValue("10") @Min(1) @Max(1000) int attempts,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration window,
            @DefaultValue("30m") @DurationMin(seconds = 0) Duration lock) {

        Limit limit() {
            return new Limit(attempts, window, lock);
        }
    }

    /**
     * @param after as many attempts at an account in any {@code window} each one more takes a solved challenge; never where
     *     that is no less than an account has
     */
    record Challenge(
            @DefaultValue("5") @Min(1) @Max(1000) int after,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration window) {

        Limit limit() {
            return new Limit(after, window, Duration.ZERO);
        }
    }

    /**
     * Of one IPv4 address or one IPv6 /64 network, unless the operator allowed it.
     *
     * @param attempts in any {@code window}
     * @param failures in any {@code failuresWindow}; after that one attempt in any {@code thenEvery}
     * @param accounts at which it failed in any {@code accountsWindow}; after that each attempt takes a solved challenge
     */
    record Address(
            @DefaultValue("100") @Min(1) @Max(1000) int attempts,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration window,
            @DefaultValue("100") @Min(1) @Max(1000) int failures,

            @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 30)
            Duration failuresWindow,

            @DefaultValue("15m") @DurationMin(seconds = 1) Duration thenEvery,
            @DefaultValue("10") @Min(1) @Max(1000) int accounts,
            @DefaultValue("10m") @DurationMin(seconds = 1) Duration accountsWindow) {

        AddressLimit failing() {
            return new AddressLimit(failures, failuresWindow, thenEvery, accounts, accountsWindow);
        }

        Limit limit() {
            return new Limit(attempts, window, Duration.ZERO);
        }
    }
}
