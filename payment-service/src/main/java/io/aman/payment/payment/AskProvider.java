package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.CapturesOnce;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.InvalidPaymentMethod;
import io.aman.payment.payment.PaymentError.NotCancelable;
import io.aman.payment.payment.PaymentError.ProviderRefused;
import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.payment.PaymentError.TooPrecise;
import io.aman.payment.payment.PaymentError.UnknownProvider;
import io.aman.payment.payment.PaymentError.UnsupportedCurrency;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.Providers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The two steps after the intent is written: ask the provider, write the answer. Nothing is held open in between. */
@Component
final class AskProvider {

    private final Payments payments;
    private final Providers providers;

    AskProvider(Payments payments, Providers providers) {
        this.payments = payments;
        this.providers = providers;
    }

    /** Refuses an amount that the provider cannot represent exactly; nothing is ever rounded (D8). */
    void requireExact(String provider, Money amount) {
        var refusal = refusal(provider, amount);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Why the provider cannot represent the amount; empty where it can. */
    Optional<PaymentError> refusal(String provider, Money amount) {
        return switch (providers
                .find(provider)
                .orElseThrow(UnknownProvider::new)
                .check(amount)) {
            case AmountCheck.Exact _ -> Optional.empty();
            case AmountCheck.UnsupportedCurrency _ -> Optional.of(new UnsupportedCurrency(provider));
            case AmountCheck.TooPrecise precise -> Optional.of(new TooPrecise(provider, precise.stepMinor()));
            case AmountCheck.TooLarge large ->
                Optional.of(
                        new InvalidAmount("%s takes at most %d minor units.".formatted(provider, large.maxMinor())));
        };
    }

    /** The same for a part of a payment; null is the whole, which was checked when it was created. */
    void requireExact(Payment payment, @Nullable Long amountMinor) {
        if (amountMinor != null) {
            var terms = payment.terms();
            requireExact(terms.provider(), new Money(amountMinor, terms.amount().currency()));
        }
    }

    /** Refuses a capture that is to be followed by another one where the provider captures once. */
    void requireOffered(Payment payment, String attemptId) {
        var inParts = payment.progress()
                .attempt(attemptId)
                .filter(attempt -> attempt.kind() == Attempt.Kind.CAPTURE_PART)
                .isPresent();
        var name = payment.terms().provider();
        if (inParts && !providers.require(name).capturesInParts()) {
            throw new CapturesOnce(name);
        }
    }

    /** Refuses what is no payment method of this provider, or the lack of one. */
    void requireTaken(String provider, @Nullable PaymentMethodToken method) {
        if (!providers.require(provider).takes(method)) {
            throw new InvalidPaymentMethod(provider);
        }
    }

    /**
     * Asks for an attempt that is open, and settles it as far as the answer goes; a settled one is left as it is.
     *
     * @param asked as it was when the intent was written
     * @return the payment after the answer, which is undecided where the answer was
     */
    Payment ask(Payment asked, String attemptId, KeyedOperation operation, Cause cause) {
        var attempt = asked.progress().attempt(attemptId);
        if (attempt.filter(Attempt::isOpen).isEmpty()) {
            return asked;
        }
        var provider = asked.terms().provider();
        var said = providers.require(provider).ask(asked.command(attemptId));
        var answer = asked.hasBegun(attemptId) ? said : said.afterAnEarlierSend();
        var settled = payments.change(asked, payment -> {
            payment.answered(attemptId, answer, cause);
            if (!(answer instanceof NotSent || answer instanceof Refused)) {
                operation.keep(payment);
            }
        });
        return switch (answer) {
            case Fact _, Unknown _, Absent _ -> settled;
            case NotSent _ -> throw new ProviderUnavailable(provider);
            case Refused _ ->
                throw attempt.get().kind() == Attempt.Kind.CANCEL
                        ? new NotCancelable(asked.id(), settled.progress().standing())
                        : new ProviderRefused(provider);
        };
    }
}
