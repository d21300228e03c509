package io.aman.session.device;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a device is remembered at which somebody has given a second factor.
 *
 * @param profile {@code nist} remembers none: SP 800-63B-4, section 5.1, has nothing remembered take the place of
 *     authentication
 * @param remember thirty days where absent; zero for never
 */
@Validated
@ConfigurationProperties("session.device")
record TrustedDeviceProperties(
        @DefaultValue("product") Profile profile,

        @Nullable @DurationMin(seconds = 0) @DurationMax(days = 90)
        Duration remember) {

    enum Profile {
        PRODUCT(Duration.ofDays(30)),
        NIST(Duration.ZERO),
        PCI(Duration.ofDays(30));

        private final Duration remembers;

        Profile(Duration remembers) {
            this.remembers = remembers;
        }
    }

    Duration remembered() {
        return remember == null ? profile.remembers : remember;
    }

    @AssertTrue(message = "the profile nist remembers no device")
    boolean isAsTheProfileSays() {
        return profile != Profile.NIST || remembered().isZero();
    }
}
