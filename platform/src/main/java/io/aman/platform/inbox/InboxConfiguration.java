package io.aman.platform.inbox;

import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.AcknowledgedSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;

@AutoConfiguration(before = KafkaAutoConfiguration.class, after = DataMongoAutoConfiguration.class)
@ConditionalOnClass(MongoOperations.class)
@ConditionalOnProperty("aman.inbox.consumes")
@EnableConfigurationProperties(InboxProperties.class)
@Import({DeadLetterListener.class, DeadLetterController.class})
class InboxConfiguration {

    private static final Duration REPLAY_TIMEOUT = Duration.ofSeconds(15);

    @Bean
    EventMessageConverter eventMessageConverter() {
        return new EventMessageConverter();
    }

    @Bean
    EventFilter eventFilter(@Value("${spring.application.name}") String group, MeterRegistry meters) {
        return new EventFilter(group, meters);
    }

    /** Parks in partition 0 of the topic's dead letters; headers tell where it came from and why, never a stack trace. */
    @Bean
    DefaultErrorHandler eventErrorHandler(KafkaTemplate<String, byte[]> kafka, InboxProperties properties) {
        var park = new DeadLetterPublishingRecoverer(
                kafka, (message, _) -> new TopicPartition(Topics.deadLettersOf(message.topic()), 0));
        park.excludeHeader(HeadersToAdd.EX_STACKTRACE, HeadersToAdd.EX_MSG); // the latter may quote the data
        park.addHeadersFunction((_, error) -> ParkingReason.headers(error));
        park.setFailIfSendResultIsError(true);
        var handler = new DefaultErrorHandler(park, properties.bounded());
        handler.addNotRetryableExceptions(UnreadableEvent.class);
        handler.setBackOffFunction((message, error) ->
                Topics.holdsDeadLetters(message.topic()) || storeIsAway(error) ? properties.unbounded() : null);
        return handler;
    }

    @Bean
    DeadLetters deadLetters(MongoOperations mongo, KafkaTemplate<String, byte[]> kafka, Clock clock) {
        var letters = new DeadLetters(mongo, new AcknowledgedSender(kafka, REPLAY_TIMEOUT), clock);
        letters.declareIndex();
        return letters;
    }

    private static boolean storeIsAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof NonTransientDataAccessResourceException) {
                return true;
            }
        }
        return false;
    }
}
