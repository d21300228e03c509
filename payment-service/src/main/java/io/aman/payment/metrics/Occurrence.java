package io.aman.payment.metrics;

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

/** What one event adds to the sums of its provider and currency. */
record Occurrence(String provider, String currency, Tally tally) {

    static Occurrence of(PaymentEvent event) {
        return switch (event) {
            case Created e -> of(e.provider(), e.amount(), Tally.once(Counter.CREATED));
            case ActionRequired e -> of(e.provider(), e.amount(), Tally.once(Counter.ACTION_REQUIRED));
            case Authorized e -> of(e.provider(), e.amount(), Tally.once(Counter.AUTHORIZED));
            case Captured e -> of(e.provider(), e.captured(), captured(e));
            case Failed e -> of(e.provider(), e.amount(), Tally.once(Counter.DECLINED));
            case Canceled e -> of(e.provider(), e.amount(), Tally.once(Counter.CANCELED));
            case Expired e -> of(e.provider(), e.amount(), Tally.once(Counter.EXPIRED));
            case CaptureVoided e ->
                of(e.provider(), e.voided(), moved(Counter.VOIDED, Counter.VOIDED_MINOR, e.voided()));
            case Disputed e -> of(e.provider(), e.amount(), disputed(e));
            case RefundRequested e -> of(e.provider(), e.amount(), Tally.once(Counter.REFUNDS_REQUESTED));
            case Refunded e ->
                of(e.provider(), e.refunded(), moved(Counter.REFUNDS, Counter.REFUNDED_MINOR, e.refunded()));
            case RefundFailed e -> of(e.provider(), e.amount(), Tally.once(Counter.REFUNDS_FAILED));
        };
    }

    private static Occurrence of(String provider, Money amount, Tally tally) {
        return new Occurrence(provider, amount.currency(), tally);
    }

    private static Tally captured(Captured event) {
        var taken = moved(Counter.CAPTURES, Counter.CAPTURED_MINOR, event.captured());
        var isFirst = event.captured().equals(event.capturedTotal());
        return isFirst ? taken.with(Counter.PAID, 1) : taken;
    }

    private static Tally disputed(Disputed event) {
        return switch (event.status()) {
            case OPEN -> moved(Counter.DISPUTES, Counter.DISPUTED_MINOR, event.amount());
            case WON -> Tally.once(Counter.DISPUTES_WON);
            case LOST -> moved(Counter.DISPUTES_LOST, Counter.DISPUTES_LOST_MINOR, event.amount());
        };
    }

    private static Tally moved(Counter times, Counter minor, Money amount) {
        return Tally.once(times).with(minor, amount.amountMinor());
    }
}
