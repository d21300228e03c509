package io.aman.session.identity.embedded;

import io.aman.platform.Secret;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The embedded directory.
 *
 * @param admin the administrator of a new installation
 * @param hashingQueue how many may wait for a core to hash on; the next one is told to come back
 * @param hashingPatience after this a waiting one is told to come back, too
 */
@Validated
@ConfigurationProperties("session.identity.embedded")
record EmbeddedProperties(
        @DefaultValue Admin admin,
        @DefaultValue("50") @Min(0) int hashingQueue,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration hashingPatience) {

    /** @param password without one there is no administrator */
    record Admin(
            @DefaultValue("admin@aman.local") String email,
            @Nullable Secret password) {}
}
