package io.aman.notification.intent;

import io.aman.events.EventEnvelope;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.ActionRequired;
import io.aman.events.PaymentEvent.Authorized;
import io.aman.events.PaymentEvent.Canceled;
import io.aman.events.PaymentEvent.CaptureVoided;
import io.aman.events.PaymentEvent.Captured;
import io.aman.events.PaymentEvent.Created;
import io.aman.events.PaymentEvent.Disputed;
import io.aman.events.PaymentEvent.Expired;
import io.aman.events.PaymentEvent.Failed;
import io.aman.events.PaymentEvent.RefundFailed;
import io.aman.events.PaymentEvent.RefundRequested;
import io.aman.events.PaymentEvent.Refunded;
import io.aman.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Decides which payment events a payer is told of. */
@Component
class PaymentEventListener {

    private final TellUser tellUser;

    PaymentEventListener(TellUser tellUser) {
        this.tellUser = tellUser;
    }

    @KafkaListener(topics = Topics.PAYMENTS)
    void on(EventEnvelope<?> event) {
        if (event.data() instanceof PaymentEvent told) { // invoices are told of on the same topic
            on(event, told);
        }
    }

    private void on(EventEnvelope<?> event, PaymentEvent told) {
        switch (told) {
            case Captured captured -> tellUser.tell(event, Notice.receipt(captured));
            case Failed failed -> tellUser.tell(event, Notice.decline(failed));
            case Canceled canceled -> tellUser.tell(event, Notice.cancellation(canceled));
            case Created _,
                    Authorized _,
                    ActionRequired _,
                    RefundRequested _,
                    Refunded _,
                    RefundFailed _,
                    Expired _,
                    CaptureVoided _,
                    Disputed _ -> {
                // done, or let be, by the payer; or about money that the bank shows
            }
        }
    }
}
