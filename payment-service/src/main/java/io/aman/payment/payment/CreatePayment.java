package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.ProviderRefused;
import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.payment.PaymentError.UnknownReturnUrl;
import io.aman.payment.provider.ReturnUrls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a payment: write the intent, make it known to a provider, write the answer. */
@Component
final class CreatePayment {

    private final Payments payments;
    private final AskProvider asking;
    private final Routing routing;
    private final ReturnUrls returnUrls;
    private final CheckSchedule schedule;

    CreatePayment(
            Payments payments, AskProvider asking, Routing routing, ReturnUrls returnUrls, CheckSchedule schedule) {
        this.payments = payments;
        this.asking = asking;
        this.routing = routing;
        this.returnUrls = returnUrls;
        this.schedule = schedule;
    }

    /**
     * What a payer wants to pay.
     *
     * @param provider null to leave the choice to the routing
     * @param returnTo the name of a configured address to come back to; null for the default
     */
    record Wanted(
            String payer,
            Money amount,
            @Nullable String provider,
            @Nullable String reference,
            @Nullable String description,
            @Nullable String returnTo) {}

    /** @param operation the same one ends in the same payment, however often and after whatever crash it is run */
    Payment create(Wanted wanted, String operation, Cause cause) {
        if (!wanted.amount().isPositive()) {
            throw new InvalidAmount("The amount must be above zero.");
        }
        var returnUrl = returnUrl(wanted.returnTo());
        var candidates = routing.candidates(wanted.provider(), wanted.amount(), returnUrl);
        var terms = new PaymentTerms(
                PaymentId.createdBy(operation),
                wanted.payer(),
                wanted.amount(),
                candidates.getFirst(),
                wanted.reference(),
                wanted.description(),
                returnUrl,
                cause.at());
        var stored = payments.add(Payment.create(terms, attempt(operation, terms.provider()), cause, schedule));
        return ask(stored, operation, candidates, cause);
    }

    /** Null where none was named and there is no default. */
    private @Nullable URI returnUrl(@Nullable String name) {
        var url = returnUrls.find(name);
        if (url.isEmpty() && name != null) {
            throw new UnknownReturnUrl();
        }
        return url.orElse(null);
    }

    /** One provider's key is never another one's: a late answer of the first can't be taken for the second's. */
    private static String attempt(String operation, String provider) {
        return Attempt.Kind.CREATE.attemptOf(operation + "-" + provider);
    }

    /** Goes on to the next one only from where it is certain that nothing has happened. */
    private Payment ask(Payment stored, String operation, List<String> candidates, Cause cause) {
        var asked = stored;
        while (true) {
            var provider = asked.terms().provider();
            var attempt = attempt(operation, provider);
            if (!asked.hasBegun(attempt)) {
                asked = payments.change(asked.id(), payment -> payment.beginCreate(attempt, cause, schedule));
            }
            try {
                return asking.ask(asked, attempt, cause);
            } catch (ProviderUnavailable | ProviderRefused e) {
                var next = after(provider, candidates).orElseThrow(() -> e);
                var reason = String.valueOf(e.getMessage());
                asked = payments.change(asked.id(), payment -> {
                    payment.reroute(next, reason, cause);
                    payment.beginCreate(attempt(operation, next), cause, schedule);
                });
            }
        }
    }

    private static Optional<String> after(String provider, List<String> candidates) {
        var next = candidates.indexOf(provider) + 1;
        return next == 0 || next >= candidates.size() ? Optional.empty() : Optional.of(candidates.get(next));
    }
}
