package io.aman.security.spending;

import io.aman.events.Topics;
import io.aman.platform.inbox.EventBatch;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears what became of payments; of one person, all that came together is one write. */
class PaymentListener {

    private final WatchPayments watch;

    PaymentListener(WatchPayments watch) {
        this.watch = watch;
    }

    @KafkaListener(
            topics = Topics.PAYMENTS,
            groupId = "${spring.application.name}-payments",
            batch = "true",
            ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(
                records,
                received -> watch.heard(received.stream()
                        .flatMap(one -> HeardMove.of(one.event()).stream())
                        .toList()));
    }
}
