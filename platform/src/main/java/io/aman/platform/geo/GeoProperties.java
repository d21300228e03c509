package io.aman.platform.geo;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database of places.
 *
 * @param cityDatabase a file in MaxMind's format with cities, or countries only; without one no place is known
 * @param reloadInterval how often the file is looked at: a new one is used without a restart
 */
@Validated
@ConfigurationProperties("aman.geo")
record GeoProperties(
        @Nullable Path cityDatabase,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration reloadInterval) {}
