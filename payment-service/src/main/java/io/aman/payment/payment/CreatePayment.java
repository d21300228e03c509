package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.TooPrecise;
import io.aman.payment.payment.PaymentError.UnknownProvider;
import io.aman.payment.payment.PaymentError.UnsupportedCurrency;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a payment: write the intent, make it known to the provider, write the answer. */
@Component
final class CreatePayment {

    private final Payments payments;
    private final Providers providers;
    private final AskProvider provider;
    private final CheckSchedule schedule;

    CreatePayment(Payments payments, Providers providers, AskProvider provider, CheckSchedule schedule) {
        this.payments = payments;
        this.providers = providers;
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
        requireExact(wanted);
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

    private void requireExact(Wanted wanted) {
        if (!wanted.amount().isPositive()) {
            throw new InvalidAmount("The amount must be above zero.");
        }
        var name = wanted.provider();
        switch (providers.find(name).orElseThrow(UnknownProvider::new).check(wanted.amount())) {
            case Exact _ -> {}
            case io.aman.payment.provider.AmountCheck.UnsupportedCurrency _ -> throw new UnsupportedCurrency(name);
            case io.aman.payment.provider.AmountCheck.TooPrecise precise ->
                throw new TooPrecise(name, precise.stepMinor());
            case TooLarge large ->
                throw new InvalidAmount("%s takes at most %d minor units.".formatted(name, large.maxMinor()));
        }
    }
}
