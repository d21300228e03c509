package io.aman.security.reputation;

import io.aman.platform.geo.Anonymities;
import io.aman.platform.geo.Operators;
import io.aman.platform.geo.Places;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FeedProperties.class, AddressProperties.class})
class ReputationConfiguration {

    @Bean
    Feeds feeds(FeedProperties properties, MongoOperations mongo, Clock clock, MeterRegistry meters) {
        var client = new FeedClient(properties.timeout(), properties.maxBytes());
        var feeds = new Feeds(properties, new MongoFeeds(mongo), client, clock);
        properties
                .feeds()
                .keySet()
                .forEach(name -> Gauge.builder("aman.feed.age", () -> age(feeds, name, clock))
                        .description("How long ago the publisher confirmed the list")
                        .baseUnit("seconds")
                        .tag("feed", name)
                        .register(meters));
        return feeds;
    }

    @Bean
    FeedsCheck feedsCheck(FeedProperties properties, Feeds feeds, Clock clock) {
        return new FeedsCheck(properties, feeds, clock);
    }

    @Bean
    AddressRules addressRules(MongoOperations mongo, AddressProperties properties, Clock clock) {
        var kept = new MongoAddressRules(mongo);
        kept.declareIndexes();
        return new AddressRules(kept, properties.networks(), clock);
    }

    @Bean
    Reputation reputation(
            Places places, Anonymities anonymities, Operators operators, Feeds feeds, AddressRules rules) {
        return new Reputation(places, anonymities, operators, feeds, rules);
    }

    private static double age(Feeds feeds, String name, Clock clock) {
        var confirmedAt = feeds.state(name).confirmedAt();
        return confirmedAt == null
                ? Double.NaN
                : Duration.between(confirmedAt, clock.instant()).toSeconds();
    }
}
