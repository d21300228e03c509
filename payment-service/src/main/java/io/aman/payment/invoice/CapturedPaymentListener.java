package io.aman.payment.invoice;

import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import io.aman.events.Topics;
import io.aman.payment.payment.Cause;
import io.aman.platform.observability.Traces;
import java.time.Clock;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of captures of this very service, so that a crash after one still ends in a paid invoice. */
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

    @KafkaListener(topics = Topics.PAYMENTS)
    void on(EventEnvelope<?> event) {
        if (event.data() instanceof PaymentEvent.Captured captured) {
            var cause = Cause.event("invoice-payments", event.id(), clock.instant(), traces.current());
            settle.captured(captured.paymentId(), captured.reference(), cause);
        }
    }
}
