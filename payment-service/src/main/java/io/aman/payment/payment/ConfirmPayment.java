package io.aman.payment.payment;

import io.aman.payment.provider.PaymentMethodToken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Confirms a payment with a payment method: write the intent, ask the provider to hold the amount, write the answer. */
@Component
final class ConfirmPayment {

    /** What to pay with, null where the payer chooses at the provider. */
    interface MethodChoice {
        @Nullable
        PaymentMethodToken of(PaymentTerms terms);
    }

    private final Payments payments;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    ConfirmPayment(Payments payments, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.provider = provider;
        this.schedule = schedule;
    }

    /** Throws where the payment must not begin to be confirmed; not asked of one that has begun. */
    interface Rule {
        void check(Payment payment, @Nullable PaymentMethodToken chosen);
    }

    /** With a method that was chosen before, by no rule but the payment's own. */
    Payment confirm(Payment seen, @Nullable PaymentMethodToken method, KeyedOperation operation, Cause cause) {
        return confirm(seen, _ -> method, operation, cause, (_, _) -> {});
    }

    /**
     * @param method chooses what to pay with, once: what an operation has begun with it also ends with
     * @param operation the same one asks the provider for the same thing, however often it is run
     */
    Payment confirm(Payment seen, MethodChoice method, KeyedOperation operation, Cause cause, Rule rule) {
        var asked = payments.change(seen, payment -> {
            operation.take(payment);
            var attempt = Attempt.Kind.CONFIRM.attemptOf(operation.id());
            if (payment.progress().attempt(attempt).isEmpty()) {
                var chosen = method.of(payment.terms());
                provider.requireTaken(payment.terms().provider(), chosen);
                rule.check(payment, chosen);
                payment.beginConfirm(attempt, chosen, cause, schedule);
            }
        });
        return provider.ask(asked, Attempt.Kind.CONFIRM.attemptOf(operation.id()), operation, cause);
    }
}
