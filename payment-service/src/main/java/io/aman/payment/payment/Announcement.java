package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import java.util.Optional;

/** What others are told of a payment. */
final class Announcement {

    private Announcement() {}

    static PaymentEvent created(PaymentTerms terms) {
        return new PaymentEvent.Created(
                terms.id().value(), terms.payer(), terms.amount(), terms.provider(), terms.reference());
    }

    /**
     * What is told when a fact moved the payment.
     *
     * @param capturedBefore what had been taken until then
     * @return empty where others need not know
     */
    static Optional<PaymentEvent> of(Fact fact, PaymentTerms terms, Money capturedBefore) {
        var id = terms.id().value();
        var payer = terms.payer();
        var amount = terms.amount();
        var provider = terms.provider();
        return switch (fact) {
            case Created _, Processing _ -> Optional.empty();
            case RequiresAction _ -> Optional.of(new PaymentEvent.ActionRequired(id, payer, amount, provider));
            case Authorized _ -> Optional.of(new PaymentEvent.Authorized(id, payer, amount, provider));
            case Captured captured ->
                Optional.of(new PaymentEvent.Captured(
                        id,
                        payer,
                        captured.total().minus(capturedBefore),
                        captured.total(),
                        provider,
                        terms.reference()));
            case Declined declined ->
                Optional.of(new PaymentEvent.Failed(id, payer, amount, provider, declined.code()));
            case Canceled _ -> Optional.of(new PaymentEvent.Canceled(id, payer, amount, provider));
        };
    }
}
