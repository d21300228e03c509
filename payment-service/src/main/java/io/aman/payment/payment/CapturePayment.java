package io.aman.payment.payment;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Captures an authorized payment: write the intent, ask the provider, write the answer. */
@Component
final class CapturePayment {

    private final Payments payments;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    CapturePayment(Payments payments, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.provider = provider;
        this.schedule = schedule;
    }

    /**
     * @param amountMinor how much to take; null for all that is left
     * @param last whether the rest is let go; else more may be taken later, where the provider offers that
     * @param operation the same one takes money once, however often it is run
     */
    Payment capture(Payment seen, @Nullable Long amountMinor, boolean last, KeyedOperation operation, Cause cause) {
        var asked = payments.change(seen, payment -> {
            operation.take(payment);
            var attempt = Attempt.Kind.CAPTURE.attemptOf(operation.id());
            payment.beginCapture(attempt, amountMinor, last, cause, schedule);
            provider.requireOffered(payment, attempt);
            provider.requireExact(payment, amountMinor);
        });
        return provider.ask(asked, Attempt.Kind.CAPTURE.attemptOf(operation.id()), operation, cause);
    }
}
