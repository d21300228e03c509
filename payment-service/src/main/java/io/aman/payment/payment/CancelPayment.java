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
    Payment cancel(PaymentId id, String operation, Cause cause) {
        var attempt = Attempt.Kind.CANCEL.attemptOf(operation);
        var asked = payments.change(id, payment -> payment.beginCancel(attempt, cause, schedule));
        return provider.ask(asked, attempt, cause);
    }
}
