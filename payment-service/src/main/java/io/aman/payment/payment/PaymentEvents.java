package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;
import java.util.Objects;
import java.util.Optional;

/** What the rest of the suite hears of a payment. */
final class PaymentEvents {

    private PaymentEvents() {}

    static PaymentEvent created(PaymentTerms terms) {
        return new PaymentEvent.Created(
                terms.id().value(), terms.payer(), terms.amount(), terms.provider(), terms.reference());
    }

    /**
     * What a refund's new state tells.
     *
     * @param refundedTotal what all refunds of the payment gave back by now
     */
    static Optional<PaymentEvent> of(PaymentTerms terms, Refund refund, Money refundedTotal) {
        var id = terms.id().value();
        var payer = terms.payer();
        var provider = terms.provider();
        return switch (refund.state()) {
            case REQUESTED ->
                Optional.of(new PaymentEvent.RefundRequested(id, payer, refund.id(), refund.amount(), provider));
            case PENDING -> Optional.empty();
            case SUCCEEDED ->
                Optional.of(new PaymentEvent.Refunded(
                        id, payer, refund.id(), refund.amount(), refundedTotal, provider, terms.reference()));
            case FAILED, CANCELED ->
                Optional.of(new PaymentEvent.RefundFailed(
                        id,
                        payer,
                        refund.id(),
                        refund.amount(),
                        provider,
                        Objects.requireNonNullElse(refund.failure(), "unspecified")));
        };
    }

    /**
     * What a fact that moved the payment tells.
     *
     * @param capturedBefore what was taken before it
     */
    static Optional<PaymentEvent> of(PaymentTerms terms, Fact fact, Money capturedBefore) {
        var id = terms.id().value();
        var payer = terms.payer();
        var amount = terms.amount();
        var provider = terms.provider();
        return switch (fact) {
            case Created _, Approved _, Processing _ -> Optional.empty();
            case RequiresAction _ -> Optional.of(new PaymentEvent.ActionRequired(id, payer, amount, provider));
            case Authorized _ -> Optional.of(new PaymentEvent.Authorized(id, payer, amount, provider));
            case PartlyCaptured some -> captured(terms, some.total(), capturedBefore);
            case Captured done -> captured(terms, done.total(), capturedBefore);
            case Declined no -> Optional.of(new PaymentEvent.Failed(id, payer, amount, provider, no.code()));
            case Canceled _ -> Optional.of(new PaymentEvent.Canceled(id, payer, amount, provider));
            case Voided _ -> Optional.of(new PaymentEvent.CaptureVoided(id, payer, capturedBefore, provider));
            case Expired _ -> Optional.of(new PaymentEvent.Expired(id, payer, amount, provider));
        };
    }

    /** Nothing where only the rest was let go. */
    private static Optional<PaymentEvent> captured(PaymentTerms terms, Money total, Money before) {
        var taken = total.minus(before);
        return taken.isPositive()
                ? Optional.of(new PaymentEvent.Captured(
                        terms.id().value(), terms.payer(), taken, total, terms.provider(), terms.reference()))
                : Optional.empty();
    }

    static PaymentEvent disputed(PaymentTerms terms, DisputeStatus status) {
        return new PaymentEvent.Disputed(terms.id().value(), terms.payer(), terms.amount(), terms.provider(), status);
    }
}
