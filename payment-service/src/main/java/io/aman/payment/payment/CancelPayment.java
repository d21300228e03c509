package io.aman.payment.payment;

import org.springframework.stereotype.Component;

/** Cancels a payment before money is taken: write the intent, ask the provider, write the answer. */
@Component
final class CancelPayment {

    private final Payments payments;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    CancelPayment(Payments payments, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.provider = provider;
        this.schedule = schedule;
    }

    /** @param operation the same one asks the provider for the same thing, however often it is run */
    Payment cancel(Payment seen, KeyedOperation operation, Cause cause) {
        var asked = payments.change(seen, payment -> {
            operation.take(payment);
            payment.beginCancel(Attempt.Kind.CANCEL.attemptOf(operation.id()), cause, schedule);
        });
        return provider.ask(asked, Attempt.Kind.CANCEL.attemptOf(operation.id()), operation, cause);
    }
}
