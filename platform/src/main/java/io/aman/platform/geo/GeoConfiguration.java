package io.aman.platform.geo;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(GeoProperties.class)
class GeoConfiguration {

    @Bean
    @ConditionalOnProperty("aman.geo.city-database")
    MaxMindPlaces maxMindPlaces(GeoProperties properties) {
        var file = properties.cityDatabase();
        if (file == null) {
            throw new IllegalStateException("aman.geo.city-database is empty");
        }
        return MaxMindPlaces.open(file);
    }

    /** Ends with the context, which closes it. */
    @Bean
    @ConditionalOnProperty("aman.geo.city-database")
    ScheduledExecutorService placesReload(MaxMindPlaces places, GeoProperties properties) {
        var thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("places").daemon().factory());
        var millis = properties.reloadInterval().toMillis();
        var _ = thread.scheduleWithFixedDelay(places::reload, millis, millis, TimeUnit.MILLISECONDS);
        return thread;
    }

    @Bean
    @ConditionalOnMissingBean(Places.class)
    Places noPlaces() {
        return _ -> Place.UNKNOWN;
    }
}
