package io.aman.security.alert;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param kept how long an alert is kept after it is closed */
@Validated
@ConfigurationProperties("security.alert")
record AlertProperties(
        @DefaultValue("365d") @DurationMin(days = 1) Duration kept) {}
