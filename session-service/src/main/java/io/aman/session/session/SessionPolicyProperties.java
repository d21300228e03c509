package io.aman.session.session;

import io.aman.session.session.SessionPolicy.WhenFull;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long sessions live. The profile decides what nothing is said about.
 *
 * @param profile {@code nist}: SP 800-63B-4, AAL2; {@code pci}: PCI DSS 4.0.1, 8.2.8
 * @param idle without activity for so long a session is over
 * @param lifetime how long a session lives, whatever happens
 * @param maxLifetime how long at most, where its person extends it
 * @param warnBefore how long before its end the client is to say so
 * @param maxSessions how many a person may have at once; 0 for any number
 * @param whenFull what becomes of a sign-in beyond that
 */
@Validated
@ConfigurationProperties("session.policy")
record SessionPolicyProperties(
        @DefaultValue("product") Profile profile,
        @Nullable @DurationMin(minutes = 1) Duration idle,

        @Nullable @DurationMin(minutes = 5) @DurationMax(days = 30)
        Duration lifetime,

        @Nullable @DurationMin(minutes = 5) @DurationMax(days = 30)
        Duration maxLifetime,

        @DefaultValue("5m") @DurationMin(seconds = 1) Duration warnBefore,
        @DefaultValue("0") @Min(0) @Max(1000) int maxSessions,
        @DefaultValue("refuse") WhenFull whenFull) {

    /** What a standard, or nobody, asks for. */
    enum Profile {
        PRODUCT(Duration.ofMinutes(30), Duration.ofDays(3)),
        NIST(Duration.ofHours(1), Duration.ofDays(1)),
        PCI(Duration.ofMinutes(15), Duration.ofDays(1));

        private final Duration idle;
        private final Duration maxLifetime;

        Profile(Duration idle, Duration maxLifetime) {
            this.idle = idle;
            this.maxLifetime = maxLifetime;
        }
    }

    SessionPolicy policy() {
        return new SessionPolicy(
                Objects.requireNonNullElse(idle, profile.idle),
                Objects.requireNonNullElse(lifetime, Session.LIFETIME),
                Objects.requireNonNullElse(maxLifetime, profile.maxLifetime),
                warnBefore,
                maxSessions,
                whenFull);
    }

    @AssertTrue(message = "warn-before must be below idle and lifetime, and lifetime at most max-lifetime")
    boolean isInOrder() {
        var policy = policy();
        return policy.warnBefore().compareTo(policy.idle()) < 0
                && policy.warnBefore().compareTo(policy.lifetime()) < 0
                && policy.lifetime().compareTo(policy.maxLifetime()) <= 0;
    }
}
