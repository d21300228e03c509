package io.aman.payment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.aman.events.EventCodec;
import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.events.Topics;
import io.aman.events.UnreadableEvent;
import io.aman.payment.provider.Providers;
import io.aman.testing.EmbeddedMongo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.kafka.listener.BatchListenerFailedException;

class PaymentMetricsListenerTest {

    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final Money AMOUNT = new Money(12_500, "KWD");
    private static final Series KNET = new Series("knet", "knet", "KWD");

    private final MongoPaymentHours hours =
            new MongoPaymentHours(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("metrics")));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PaymentMetricsListener listener = listener(hours);

    private PaymentMetricsListener listener(MongoPaymentHours hours) {
        return new PaymentMetricsListener(hours, new Providers(List.of()), meters);
    }

    private static ConsumerRecord<String, byte[]> message(long offset, Map<String, String> headers, byte[] data) {
        var message = new ConsumerRecord<>(Topics.PAYMENTS, 0, offset, "pay_1", data);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    private static ConsumerRecord<String, byte[]> message(long offset, PaymentEvent event) {
        var codec = new EventCodec();
        var envelope = new EventEnvelope<>("evt_" + offset, "/payment-service", "pay_1", AT, event);
        return message(offset, codec.headers(envelope), codec.write(event));
    }

    private static PaymentEvent captured(long part, long total) {
        return new PaymentEvent.Captured(
                "pay_1", "usr_1", new Money(part, "KWD"), new Money(total, "KWD"), "knet", null);
    }

    private static PaymentEvent disputed(DisputeStatus status) {
        return new PaymentEvent.Disputed("pay_1", "usr_1", AMOUNT, "knet", status);
    }

    private Tally counted() {
        return hours.sums(List.of(AT)).getOrDefault(KNET, Tally.NOTHING);
    }

    @Test
    void furtherCapturesOfAPaymentAreMoneyAndNoFurtherSuccess() {
        listener.on(List.of(message(1, captured(5_000, 5_000)), message(2, captured(2_500, 7_500))));
        assertThat(counted())
                .isEqualTo(new Tally(Map.of(Counter.PAID, 1L, Counter.CAPTURES, 2L, Counter.CAPTURED_MINOR, 7_500L)));
    }

    @Test
    void declinesAreToldByProviderAndReason() {
        listener.on(List.of(
                message(1, new PaymentEvent.Failed("pay_1", "usr_1", AMOUNT, "knet", "NOT CAPTURED")),
                message(2, captured(5_000, 5_000))));

        assertThat(meters.get("payment.declines")
                        .tags("provider", "knet", "reason", "NOT CAPTURED")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void disputesAreCountedByHowTheyStand() {
        listener.on(List.of(
                message(1, disputed(DisputeStatus.OPEN)),
                message(2, disputed(DisputeStatus.WON)),
                message(3, disputed(DisputeStatus.LOST))));
        assertThat(counted())
                .isEqualTo(new Tally(Map.of(
                        Counter.DISPUTES, 1L,
                        Counter.DISPUTED_MINOR, 12_500L,
                        Counter.DISPUTES_WON, 1L,
                        Counter.DISPUTES_LOST, 1L,
                        Counter.DISPUTES_LOST_MINOR, 12_500L)));
    }

    @Test
    void whatCannotBeReadIsNamedAfterWhatCameBeforeIsCounted() {
        var broken = message(2, Map.of(EventCodec.TYPE, "payment.captured.v1"), new byte[] {'{'});
        var batch = List.of(message(1, captured(5_000, 5_000)), broken, message(3, captured(2_500, 7_500)));
        assertThatThrownBy(() -> listener.on(batch))
                .isInstanceOfSatisfying(BatchListenerFailedException.class, failed -> {
                    assertThat(failed.getRecord()).isSameAs(broken);
                    assertThat(failed).hasRootCauseInstanceOf(UnreadableEvent.class);
                });
        assertThat(counted().get(Counter.CAPTURED_MINOR)).isEqualTo(5_000);
        listener.on(batch.subList(2, 3));
        assertThat(counted().get(Counter.CAPTURED_MINOR)).isEqualTo(7_500);
    }

    @Test
    void whileTheStoreIsAwayTheWholeBatchIsTriedAgain() {
        MongoPaymentHours away = mock();
        doThrow(new DataAccessResourceFailureException("away")).when(away).add(anyInt(), anyList());
        var batch = List.of(message(1, captured(5_000, 5_000)), message(2, captured(2_500, 7_500)));
        assertThatThrownBy(() -> listener(away).on(batch))
                .isInstanceOfSatisfying(BatchListenerFailedException.class, failed -> {
                    assertThat(failed.getRecord()).isSameAs(batch.getFirst());
                    assertThat(failed).hasCauseInstanceOf(DataAccessResourceFailureException.class);
                });
    }
}
