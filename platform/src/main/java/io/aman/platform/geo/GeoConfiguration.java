package io.aman.platform.geo;

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
        return MaxMindPlaces.open(file, properties.reloadInterval());
    }

    @Bean
    @ConditionalOnMissingBean(Places.class)
    Places noPlaces() {
        return _ -> Place.UNKNOWN;
    }

    @Bean
    @ConditionalOnProperty("aman.geo.anonymous-database")
    MaxMindAnonymities maxMindAnonymities(GeoProperties properties) {
        var file = properties.anonymousDatabase();
        if (file == null) {
            throw new IllegalStateException("aman.geo.anonymous-database is empty");
        }
        return MaxMindAnonymities.open(file, properties.reloadInterval());
    }

    @Bean
    @ConditionalOnProperty("aman.geo.operator-database")
    MaxMindOperators maxMindOperators(GeoProperties properties) {
        var file = properties.operatorDatabase();
        if (file == null) {
            throw new IllegalStateException("aman.geo.operator-database is empty");
        }
        return MaxMindOperators.open(file, properties.reloadInterval());
    }

    @Bean
    @ConditionalOnMissingBean(Operators.class)
    Operators noOperators() {
        return _ -> null;
    }

    @Bean
    @ConditionalOnMissingBean(Anonymities.class)
    Anonymities noAnonymities() {
        return _ -> Anonymity.NONE;
    }
}
