package io.aman.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;

/** Takes over what this service itself parked, so that it is visible and can be replayed. */
class DeadLetterListener {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterListener.class);

    private final DeadLetters deadLetters;
    private final String group;
    private final MeterRegistry meters;

    DeadLetterListener(
            DeadLetters deadLetters, @Value("${spring.application.name}") String group, MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.group = group;
        this.meters = meters;
    }

    @KafkaListener(
            groupId = "${spring.application.name}.dead-letters",
            topics = "#{'${aman.inbox.consumes}'.split(',').![trim() + '.dlt']}")
    void on(ConsumerRecord<String, byte[]> parked) {
        var parkedBy = parked.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP);
        if (parkedBy != null && EventFilter.isOf(group, new String(parkedBy.value(), StandardCharsets.UTF_8))) {
            if (deadLetters.keep(parked)) {
                meters.counter("aman.events.parked", "topic", parked.topic()).increment();
            }
            log.error("Parked a record of {}: see the dead letters", parked.topic());
        }
    }
}
