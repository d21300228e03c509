package io.aman.payment.ledger;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.CaptureVoided;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.PaymentEvent.RefundFailed;
import io.aman.events.PaymentEvent.Refunded;
import io.aman.events.Topics;
import io.aman.payment.payment.PaymentDesk;
import io.aman.payment.provider.LedgerReader.Kind;
import io.aman.payment.provider.LedgerReader.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Writes our books from the events of this very service, in a consumer group of its own. */
@Component
class BookListener {

    private final MongoBooks books;
    private final PaymentDesk desk;

    BookListener(MongoBooks books, PaymentDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    @KafkaListener(topics = Topics.PAYMENTS, groupId = "${spring.application.name}-books")
    void on(EventEnvelope<?> event) {
        if (!(event.data() instanceof PaymentEvent payment)) {
            return;
        }
        switch (payment) {
            case Captured e -> book(event, event.id(), e.provider(), Kind.CAPTURE, e, null, e.captured());
            case CaptureVoided e -> book(event, event.id(), e.provider(), Kind.CAPTURE_VOIDED, e, null, e.voided());
            case Refunded e -> book(event, e.refundId(), e.provider(), Kind.REFUND, e, e.refundId(), e.refunded());
            case RefundFailed e -> {
                // One that never succeeded has moved nothing that could come back.
                if (books.has(e.refundId())) {
                    var id = e.refundId() + "-failed";
                    book(event, id, e.provider(), Kind.REFUND_FAILED, e, e.refundId(), e.amount());
                }
            }
            case PaymentEvent.Created _,
                    PaymentEvent.ActionRequired _,
                    PaymentEvent.Authorized _,
                    PaymentEvent.Failed _,
                    PaymentEvent.Canceled _,
                    PaymentEvent.Expired _,
                    PaymentEvent.Disputed _,
                    PaymentEvent.RefundRequested _ -> {}
        }
    }

    private void book(
            EventEnvelope<?> event,
            String id,
            String provider,
            Kind kind,
            PaymentEvent payment,
            @Nullable String refundId,
            Money amount) {
        var refs = desk.refs(payment.paymentId(), refundId);
        books.add(new BookLine(
                id,
                provider,
                payment.paymentId(),
                new Line(kind, refs.payment(), refs.refund(), amount, event.time())));
    }
}
