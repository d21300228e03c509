package io.aman.payment.provider.stripe;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.payment.provider.OtherSide;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import java.util.UUID;

/** Stripe in the same process, whose payers only bring a card. */
public final class StripeSide implements OtherSide {

    private final Sandbox sandbox;
    private final PaymentProvider stripe;

    public StripeSide(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.stripe = InProcessStripe.provider(sandbox);
    }

    @Override
    public PaymentProvider provider() {
        return stripe;
    }

    @Override
    public PaymentMethodToken method(boolean declined) {
        return new PaymentMethodToken(declined ? "pm_card_chargeDeclined" : "pm_card_visa");
    }

    @Override
    public void happens(Deed deed, String ref, Money amount, Money part) {
        var key = UUID.randomUUID().toString();
        switch (deed) {
            case CAPTURED -> stripe.capture(new ProviderCommand.Capture(key, ref, amount, true));
            case CANCELED -> stripe.cancel(new ProviderCommand.Cancel(key, ref, false));
            case REFUNDED -> stripe.refund(new RefundCommand(key, ref, part));
            case PAYER_AGREES, PAYER_DECLINES, PAYER_LEAVES, CHANGED ->
                throw new IllegalArgumentException(deed + " is not in these histories");
        }
    }

    @Override
    public Books books(String ref) {
        var intent = sandbox.stripe().payment(ref).orElseThrow();
        var captured = intent.path("amount_received").asLong();
        var held = intent.path("status").asString().equals("requires_capture");
        return new Books(captured, refunded(ref), captured > 0 && !held, false);
    }

    private long refunded(String ref) {
        return stripe.readRefunds(ref) instanceof RefundList.Listed listed
                ? listed.refunds().stream()
                        .map(RefundList.Row::stands)
                        .filter(refund -> refund.state() == RefundAnswer.State.SUCCEEDED)
                        .mapToLong(refund -> refund.amount().amountMinor())
                        .sum()
                : -1;
    }
}
