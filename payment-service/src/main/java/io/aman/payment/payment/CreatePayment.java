package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.Contended;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.ProviderRefused;
import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.payment.PaymentError.UnknownReturnUrl;
import io.aman.payment.provider.ReturnUrls;
import io.aman.platform.idempotency.HeldKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a payment: write the intent, make it known to a provider, write the answer. */
@Component
final class CreatePayment {

    /** One fails only where a key that is over its lifetime was freed, and taken by somebody else at once. */
    private static final int MAX_TRIES = 5;

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

    /** @param candidates the providers that may take it, in the order in which to ask */
    private record Plan(@Nullable URI returnUrl, List<String> candidates) {}

    /** @param operation the same one ends in the same payment, however often and after whatever crash it is run */
    Payment create(Wanted wanted, KeyedOperation operation, Cause cause) {
        if (!wanted.amount().isPositive()) {
            throw new InvalidAmount("The amount must be above zero.");
        }
        var returnUrl = returnUrl(wanted.returnTo());
        var plan = new Plan(returnUrl, routing.candidates(wanted.provider(), wanted.amount(), returnUrl));
        var stored = operation
                .key()
                .map(key -> addUnder(key, wanted, plan, cause))
                .orElseGet(() -> payments.add(begun(wanted, plan, operation.id(), cause)));
        return ask(stored, operation, plan.candidates(), cause);
    }

    private Payment begun(Wanted wanted, Plan plan, String operation, Cause cause) {
        var provider = plan.candidates().getFirst();
        var terms = new PaymentTerms(
                PaymentId.createdBy(operation),
                wanted.payer(),
                wanted.amount(),
                provider,
                wanted.reference(),
                wanted.description(),
                plan.returnUrl(),
                cause.at());
        return Payment.create(terms, attempt(operation, provider), cause, schedule);
    }

    /** The new payment; the one that another call has made under this key, where this call is to carry that on. */
    private Payment addUnder(HeldKey<Payment> key, Wanted wanted, Plan plan, Cause cause) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var payment = begun(wanted, plan, key.operation(), cause);
            payment.keys().takeToMake(key);
            var stored = payments.add(payment);
            if (stored.id().equals(payment.id())) {
                return stored;
            }
            var counts = new AtomicBoolean();
            var made =
                    payments.change(stored, before -> counts.set(before.keys().takeAgain(key)));
            if (counts.get()) {
                return made;
            }
        }
        throw new Contended(PaymentId.createdBy(key.operation()));
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
    private Payment ask(Payment stored, KeyedOperation operation, List<String> candidates, Cause cause) {
        var asked = stored;
        while (true) {
            var provider = asked.terms().provider();
            var attempt = attempt(operation.id(), provider);
            if (!asked.hasBegun(attempt)) {
                asked = payments.change(asked.id(), payment -> payment.beginCreate(attempt, cause, schedule));
            }
            try {
                return asking.ask(asked, attempt, operation, cause);
            } catch (ProviderUnavailable | ProviderRefused e) {
                var next = after(provider, candidates).orElseThrow(() -> e);
                var reason = String.valueOf(e.getMessage());
                asked = payments.change(asked.id(), payment -> {
                    payment.reroute(next, reason, cause);
                    payment.beginCreate(attempt(operation.id(), next), cause, schedule);
                });
            }
        }
    }

    private static Optional<String> after(String provider, List<String> candidates) {
        var next = candidates.indexOf(provider) + 1;
        return next == 0 || next >= candidates.size() ? Optional.empty() : Optional.of(candidates.get(next));
    }
}
