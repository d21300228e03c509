package io.aman.security.reputation;

import io.aman.platform.geo.Anonymities;
import io.aman.platform.geo.Operators;
import io.aman.platform.geo.Places;
import io.aman.security.alert.Alerts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FeedProperties.class, AddressProperties.class})
class ReputationConfiguration {

    @Bean
    Feeds feeds(FeedProperties properties, MongoOperations mongo, Alerts alerts, Clock clock, MeterRegistry meters) {
        var client = new FeedClient(properties.timeout(), properties.maxBytes());
        var feeds = new Feeds(properties, new MongoFeeds(mongo), client, new FeedAlerts(alerts, clock), clock);
        properties.feeds().forEach((name, source) -> {
            gauge("aman.feed.age", () -> age(feeds, name, clock), name)
                    .description("How long ago the publisher confirmed the list")
                    .register(meters);
            gauge("aman.feed.interval", () -> source.every().toSeconds(), name)
                    .description("How often the list is fetched")
                    .register(meters);
        });
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

    private static Gauge.Builder<Supplier<Number>> gauge(String name, Supplier<Number> seconds, String feed) {
        return Gauge.builder(name, seconds).baseUnit("seconds").tag("feed", feed);
    }

    private static double age(Feeds feeds, String name, Clock clock) {
        var confirmedAt = feeds.state(name).confirmedAt();
        return confirmedAt == null
                ? Double.NaN
                : Duration.between(confirmedAt, clock.instant()).toSeconds();
    }
}
