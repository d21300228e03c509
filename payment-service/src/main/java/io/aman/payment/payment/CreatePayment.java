package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a payment: write the intent, make it known to the provider, write the answer. */
@Component
final class CreatePayment {

    private final Payments payments;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    CreatePayment(Payments payments, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.provider = provider;
        this.schedule = schedule;
    }

    /** What a payer wants to pay. */
    record Wanted(
            String payer,
            Money amount,
            String provider,
            @Nullable String reference,
            @Nullable String description) {}

    /** @param operation the same one ends in the same payment, however often and after whatever crash it is run */
    Payment create(Wanted wanted, String operation, Cause cause) {
        if (!wanted.amount().isPositive()) {
            throw new InvalidAmount("The amount must be above zero.");
        }
        provider.requireExact(wanted.provider(), wanted.amount());
        var attempt = Attempt.Kind.CREATE.attemptOf(operation);
        var terms = new PaymentTerms(
                PaymentId.createdBy(operation),
                wanted.payer(),
                wanted.amount(),
                wanted.provider(),
                wanted.reference(),
                wanted.description(),
                cause.at());
        var asked = payments.add(Payment.create(terms, attempt, cause, schedule));
        if (!asked.hasBegun(attempt)) {
            asked = payments.change(asked.id(), payment -> payment.beginCreate(attempt, cause, schedule));
        }
        return provider.ask(asked, attempt, cause);
    }
}
