package io.aman.system;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.local.demo.Recipient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Captures as payment-service tells them. */
final class Receipts implements AutoCloseable {

    private static final Money PAID = new Money(5_120, "KWD");

    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, byte[]> kafka;

    Receipts(String bootstrap) {
        this.kafka = new KafkaProducer<>(
                Map.of(BOOTSTRAP_SERVERS_CONFIG, bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    /** @param reference names the payment, and is its id's end */
    void tell(Recipient payer, String reference) {
        var id = "pay_" + reference;
        var event = new EventEnvelope<PaymentEvent>(
                "evt_" + reference,
                "/payment-service",
                id,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                new PaymentEvent.Captured(id, payer.userId(), PAID, PAID, "stripe", reference));
        var message = new ProducerRecord<>(Topics.PAYMENTS, id, codec.write(event.data()));
        codec.headers(event)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = kafka.send(message);
    }

    void flush() {
        kafka.flush();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
