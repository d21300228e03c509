package io.aman.notification.intent;

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
import io.aman.events.SecurityEvent.PaymentQuestioned;
import io.aman.notification.intent.Notice.Reach;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a payer is told of a payment: what came of it, and what they have not done themselves a moment ago. */
final class PaymentNotices {

    private PaymentNotices() {}

    /**
     * @param remindAt when a payer who has not finished by then is reminded
     * @return empty for a step that the payer has just made, or that another one tells of
     */
    static Optional<Notice> of(PaymentEvent event, Instant remindAt) {
        return Optional.ofNullable(
                switch (event) {
                    case Captured e ->
                        notice(Template.PAYMENT_RECEIPT, e, facts(e, e.captured(), e.capturedTotal(), e.reference()));
                    case Refunded e ->
                        notice(Template.PAYMENT_REFUNDED, e, facts(e, e.refunded(), e.refundedTotal(), e.reference()));
                    case Failed e -> notice(Template.PAYMENT_DECLINED, e, facts(e, e.amount()));
                    case Canceled e -> notice(Template.PAYMENT_CANCELED, e, facts(e, e.amount()));
                    case Expired e -> notice(Template.PAYMENT_EXPIRED, e, facts(e, e.amount()));
                    case CaptureVoided e -> notice(Template.PAYMENT_VOIDED, e, facts(e, e.voided()));
                    case RefundFailed e -> notice(Template.PAYMENT_REFUND_FAILED, e, facts(e, e.amount()));
                    case Disputed e -> notice(Template.PAYMENT_DISPUTED, e, dispute(e));
                    case ActionRequired e -> reminder(e, remindAt);
                    case Created _, Authorized _, RefundRequested _ -> null;
                });
    }

    /** One payment is asked about once, and giving it back once, however often it is tried. */
    static Notice of(PaymentQuestioned event) {
        var texts = Map.of("paymentId", event.paymentId(), "address", event.address());
        var codes = new HashMap<>(Map.of("movement", event.purpose().toLowerCase(Locale.ROOT)));
        event.reasons().stream().findFirst().ifPresent(gravest -> codes.put("unusual", gravest));
        return new Notice(
                Template.PAYMENT_QUESTIONED,
                event.userId(),
                new Facts(Map.of("amount", event.amount()), texts, codes, Map.of()),
                "questioned/%s/%s/%s".formatted(event.userId(), event.purpose(), event.paymentId()));
    }

    /** The key of what need not be told any more: nobody has to finish a payment of which something came. */
    static Optional<String> obsolete(PaymentEvent event) {
        return switch (event) {
            case Authorized _, Captured _, Failed _, Canceled _, Expired _, CaptureVoided _ ->
                Optional.of(actionOn(event));
            case Created _, ActionRequired _, RefundRequested _, Refunded _, RefundFailed _, Disputed _ ->
                Optional.empty();
        };
    }

    private static Notice reminder(ActionRequired event, Instant remindAt) {
        var timing = new Timing(remindAt, null, actionOn(event));
        var facts = facts(event, event.amount());
        return new Notice(Template.PAYMENT_ACTION_REQUIRED, event.payer(), facts, null, null, Reach.EMAIL, timing);
    }

    private static String actionOn(PaymentEvent event) {
        return "payment-action/" + event.paymentId();
    }

    private static Notice notice(Template template, PaymentEvent event, Facts facts) {
        return new Notice(template, event.payer(), facts);
    }

    private static Facts dispute(Disputed event) {
        var status = event.status().name().toLowerCase(Locale.ROOT);
        return new Facts(Map.of("amount", event.amount()), texts(event, null), Map.of("status", status), Map.of());
    }

    private static Facts facts(PaymentEvent event, Money amount) {
        return new Facts(Map.of("amount", amount), texts(event, null));
    }

    /** The total is told only where it differs: after a capture or a refund in parts. */
    private static Facts facts(PaymentEvent event, Money amount, Money total, @Nullable String reference) {
        Map<String, Money> amounts = new HashMap<>(Map.of("amount", amount));
        if (!total.equals(amount)) {
            amounts.put("total", total);
        }
        return new Facts(amounts, texts(event, reference));
    }

    private static Map<String, String> texts(PaymentEvent event, @Nullable String reference) {
        return reference == null
                ? Map.of("paymentId", event.paymentId())
                : Map.of("paymentId", event.paymentId(), "reference", reference);
    }
}
