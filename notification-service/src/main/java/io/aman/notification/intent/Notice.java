package io.aman.notification.intent;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.UserEvent;
import io.aman.notification.template.Facts;
import io.aman.notification.template.Template;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user shall be told. */
record Notice(Template template, String userId, Facts facts) {

    /** The total is told only where it differs: after a capture in parts. */
    static Notice receipt(PaymentEvent.Captured event) {
        Map<String, Money> amounts = new HashMap<>(Map.of("amount", event.captured()));
        if (!event.capturedTotal().equals(event.captured())) {
            amounts.put("total", event.capturedTotal());
        }
        return new Notice(Template.PAYMENT_RECEIPT, event.payer(), new Facts(amounts, texts(event, event.reference())));
    }

    static Notice decline(PaymentEvent.Failed event) {
        return new Notice(Template.PAYMENT_DECLINED, event.payer(), facts(event, event.amount()));
    }

    static Notice cancellation(PaymentEvent.Canceled event) {
        return new Notice(Template.PAYMENT_CANCELED, event.payer(), facts(event, event.amount()));
    }

    static Notice registrationRepeated(UserEvent.RegistrationRepeated event) {
        return new Notice(Template.REGISTRATION_REPEATED, event.userId(), Facts.NONE);
    }

    private static Facts facts(PaymentEvent event, Money amount) {
        return new Facts(Map.of("amount", amount), texts(event, null));
    }

    private static Map<String, String> texts(PaymentEvent event, @Nullable String reference) {
        return reference == null
                ? Map.of("paymentId", event.paymentId())
                : Map.of("paymentId", event.paymentId(), "reference", reference);
    }
}
