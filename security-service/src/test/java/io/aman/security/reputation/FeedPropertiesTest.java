package io.aman.security.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class FeedPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(FeedProperties.class)
    static class Bound {}

    @Test
    void whatIsSaidCountsAndTheRestIsAsDelivered() {
        context.withPropertyValues(
                        "security.reputation.feeds.one.url=https://lists.example/one",
                        "security.reputation.feeds.one.list=bad",
                        "security.reputation.feeds.one.format=netset",
                        "security.reputation.feeds.two.url=http://lists.example/two",
                        "security.reputation.feeds.two.list=tor-exit",
                        "security.reputation.feeds.two.format=tor-exit-addresses",
                        "security.reputation.feeds.two.every=1h")
                .run(started -> {
                    var properties = started.getBean(FeedProperties.class);
                    assertThat(properties.feeds()).containsOnlyKeys("one", "two");
                    assertThat(properties.feeds().values())
                            .extracting(FeedProperties.Source::every)
                            .containsExactlyInAnyOrder(Duration.ofHours(12), Duration.ofHours(1));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.reputation.feeds.one.url=file://lists.example/one security.reputation.feeds.one.list=bad security.reputation.feeds.one.format=netset",
                "security.reputation.feeds.one.url=https://lists.example/one security.reputation.feeds.one.list=bad security.reputation.feeds.one.format=xml",
                "security.reputation.feeds.one.list=bad",
                "security.reputation.feeds.one.url=https://lists.example/one security.reputation.feeds.one.list=bad security.reputation.feeds.one.format=netset security.reputation.feeds.one.every=0s",
                "security.reputation.max-bytes=0",
                "security.reputation.timeout=0s"
            })
    void aWrongValueStopsTheStart(String property) {
        context.withPropertyValues(property.split(" ", -1))
                .run(started -> assertThat(started).hasFailed());
    }
}
