package io.aman.platform;

import io.aman.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Declares the topics a service uses: they are never created by the way. */
@AutoConfiguration
@EnableConfigurationProperties(TopicsConfiguration.TopicProperties.class)
class TopicsConfiguration {

    /**
     * The topics of one service.
     *
     * @param use names out of {@link Topics#ALL}
     * @param partitions of each topic but the revocations, which have one
     * @param replicas copies of each partition: 1 locally, 3 in production
     * @param minInsyncReplicas how many of them must have a record before it is acknowledged; the broker's setting
     *     where absent
     */
    @ConfigurationProperties("aman.topics")
    record TopicProperties(
            @DefaultValue List<String> use,
            @DefaultValue("3") int partitions,
            @DefaultValue("1") short replicas,
            @Nullable Integer minInsyncReplicas) {}

    @Bean
    NewTopics amanTopics(TopicProperties properties) {
        return new NewTopics(properties.use().stream()
                .flatMap(name -> Stream.of(topic(name, properties), deadLetters(name, properties)))
                .toArray(NewTopic[]::new));
    }

    private static NewTopic topic(String name, TopicProperties properties) {
        var revocations = name.equals(Topics.REVOCATIONS);
        var topic = builder(name, properties).partitions(revocations ? 1 : properties.partitions());
        // Longer than a token lives; compaction keeps the topic short before that.
        return revocations
                ? topic.configs(Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete",
                                TopicConfig.RETENTION_MS_CONFIG, "3600000",
                                TopicConfig.SEGMENT_MS_CONFIG, "600000"))
                        .build()
                : topic.build();
    }

    private static NewTopic deadLetters(String name, TopicProperties properties) {
        return builder(Topics.deadLettersOf(name), properties)
                .partitions(1)
                .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                .build();
    }

    private static TopicBuilder builder(String name, TopicProperties properties) {
        var topic = TopicBuilder.name(name).replicas(properties.replicas());
        return properties.minInsyncReplicas() == null
                ? topic
                : topic.config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(properties.minInsyncReplicas()));
    }
}
