package io.aman.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.platform.event.EventRecords;
import io.aman.platform.inbox.EventBatch.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;

class EventBatchTest {

    private static final EventCodec CODEC = new EventCodec();

    private final List<List<String>> calls = new ArrayList<>();

    private void note(List<Received> received) {
        calls.add(received.stream().map(one -> one.event().id()).toList());
    }

    @Test
    void whatIsReadIsHandledTogetherAndAnUnknownTypeIsLeftOut() {
        EventBatch.handle(List.of(event(1), broken(2, "payment.sung.v1"), event(3)), this::note);
        assertThat(calls).containsExactly(List.of("evt_1", "evt_3"));
    }

    @Test
    void anEmptyBatchAsksForNothing() {
        EventBatch.handle(List.of(), this::note);
        assertThat(calls).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedAfterThoseBeforeItAreHandled() {
        var broken = broken(2, "payment.created.v1");
        assertThatThrownBy(() -> EventBatch.handle(List.of(event(1), broken, event(3)), this::note))
                .isInstanceOfSatisfying(
                        BatchListenerFailedException.class,
                        failed -> assertThat(failed.getRecord()).isSameAs(broken))
                .hasRootCauseInstanceOf(UnreadableEvent.class);
        assertThat(calls).containsExactly(List.of("evt_1"));
    }

    @Test
    void theOneThatCannotBeHandledIsNamedAndThoseBeforeItAreDone() {
        var poison = event(2);
        assertThatThrownBy(() -> EventBatch.handle(List.of(event(1), poison, event(3)), received -> {
                    if (received.stream().anyMatch(one -> one.event().id().equals("evt_2"))) {
                        throw new IllegalStateException("poison");
                    }
                    note(received);
                }))
                .isInstanceOfSatisfying(
                        BatchListenerFailedException.class,
                        failed -> assertThat(failed.getRecord()).isSameAs(poison));
        assertThat(calls).containsExactly(List.of("evt_1"));
    }

    @Test
    void whatOnlyFailedTogetherIsHandledOneByOne() {
        EventBatch.handle(List.of(event(1), event(2)), received -> {
            if (received.size() > 1) {
                throw new IllegalStateException("too many");
            }
            note(received);
        });
        assertThat(calls).containsExactly(List.of("evt_1"), List.of("evt_2"));
    }

    private static ConsumerRecord<String, byte[]> event(long offset) {
        var event = new PaymentEvent.Created("pay_1", "usr_1", new Money(1, "KWD"), "stripe", null);
        var envelope = new EventEnvelope<>(
                "evt_" + offset, "/payment-service", "pay_1", Instant.parse("2026-11-25T10:00:00Z"), event);
        return record(offset, CODEC.headers(envelope), CODEC.write(event));
    }

    /** As an event of that type, with data that is none. */
    private static ConsumerRecord<String, byte[]> broken(long offset, String type) {
        var headers = new HashMap<>(EventRecords.headers(event(offset)));
        headers.put(EventCodec.TYPE, type);
        return record(offset, headers, new byte[] {'{'});
    }

    private static ConsumerRecord<String, byte[]> record(long offset, Map<String, String> headers, byte[] data) {
        var message = new ConsumerRecord<>(Topics.PAYMENTS, 0, offset, "pay_1", data);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
