package io.aman.payment.payment;

import io.aman.payment.provider.PaymentMethodToken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Confirms a payment with a payment method: write the intent, ask the provider to hold the amount, write the answer. */
@Component
final class ConfirmPayment {

    private final Payments payments;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    ConfirmPayment(Payments payments, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.provider = provider;
        this.schedule = schedule;
    }

    /** @param operation the same one asks the provider for the same thing, however often it is run */
    Payment confirm(PaymentId id, @Nullable PaymentMethodToken method, String operation, Cause cause) {
        var attempt = Attempt.Kind.CONFIRM.attemptOf(operation);
        var asked = payments.change(id, payment -> {
            provider.requireTaken(payment.terms().provider(), method);
            payment.beginConfirm(attempt, method, cause, schedule);
        });
        return provider.ask(asked, attempt, cause);
    }
}
