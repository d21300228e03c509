package io.aman.platform.geo;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The databases of addresses.
 *
 * @param cityDatabase a file in MaxMind's format with cities, or countries only; without one no place is known
 * @param anonymousDatabase a file in MaxMind's format with anonymisers and data centres; without one none is known
 * @param operatorDatabase a file in MaxMind's format with autonomous systems; without one none is known
 * @param reloadInterval how often a file is looked at: a new one is used without a restart
 */
@Validated
@ConfigurationProperties("aman.geo")
record GeoProperties(
        @Nullable Path cityDatabase,
        @Nullable Path anonymousDatabase,
        @Nullable Path operatorDatabase,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration reloadInterval) {}
