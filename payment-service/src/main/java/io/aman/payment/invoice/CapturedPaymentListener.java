package io.aman.payment.invoice;

import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.payment.payment.Cause;
import io.aman.platform.inbox.EventBatch;
import io.aman.platform.inbox.EventBatch.Received;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears of captures of this very service, so that a crash after one still ends in a paid invoice. In batches: most
 * payments are for no invoice, and two look-ups say so for all of a batch.
 */
@Component
class CapturedPaymentListener {

    private final SettleInvoice settle;
    private final Traces traces;
    private final Clock clock;

    CapturedPaymentListener(SettleInvoice settle, Traces traces, Clock clock) {
        this.settle = settle;
        this.traces = traces;
        this.clock = clock;
    }

    private record Capture(PaymentEvent.Captured captured, Received received) {}

    @KafkaListener(topics = Topics.PAYMENTS, batch = "true", ackMode = "BATCH")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        EventBatch.handle(records, this::settle);
    }

    private void settle(List<Received> received) {
        var captures = new ArrayList<Capture>();
        for (var one : received) {
            if (one.event().data() instanceof PaymentEvent.Captured captured) {
                captures.add(new Capture(captured, one));
            }
        }
        var concerned =
                settle.concerning(captures.stream().map(Capture::captured).toList());
        captures.stream()
                .filter(capture -> concerned.contains(capture.captured().paymentId()))
                .forEach(this::settle);
    }

    private void settle(Capture capture) {
        var traceparent = capture.received().traceparent();
        traces.continued(traceparent, "invoice-payments", () -> {
            var cause =
                    Cause.event("invoice-payments", capture.received().event().id(), clock.instant(), traces.current());
            settle.captured(capture.captured().paymentId(), capture.captured().reference(), cause);
        });
    }
}
