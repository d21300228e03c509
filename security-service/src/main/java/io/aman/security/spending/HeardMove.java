package io.aman.security.spending;

import io.aman.events.EventEnvelope;
import io.aman.events.Money;
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
import io.aman.security.detector.Spending.Move;
import io.aman.security.detector.Spending.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What became of a payment, and whose it is. */
public record HeardMove(String payer, Move move) {

    /** Empty for what tells of none. */
    public static Optional<HeardMove> of(EventEnvelope<?> event) {
        return event.data() instanceof PaymentEvent payment
                ? move(event, payment).map(move -> new HeardMove(payment.payer(), move))
                : Optional.empty();
    }

    private static Optional<Move> move(EventEnvelope<?> event, PaymentEvent payment) {
        return switch (payment) {
            case Authorized e -> Optional.of(move(event, e, Outcome.HELD, e.amount(), e.provider()));
            case Captured e -> Optional.of(move(event, e, Outcome.TAKEN, e.capturedTotal(), e.provider()));
            case Failed e -> Optional.of(move(event, e, Outcome.DECLINED, e.amount(), e.provider()));
            case Created _,
                    ActionRequired _,
                    Canceled _,
                    Expired _,
                    CaptureVoided _,
                    Disputed _,
                    RefundRequested _,
                    Refunded _,
                    RefundFailed _ -> Optional.empty();
        };
    }

    private static Move move(
            EventEnvelope<?> event, PaymentEvent payment, Outcome outcome, Money amount, String provider) {
        return new Move(event.id(), payment.paymentId(), outcome, amount, provider, millis(event.time()));
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS); // as precise as it is stored
    }
}
