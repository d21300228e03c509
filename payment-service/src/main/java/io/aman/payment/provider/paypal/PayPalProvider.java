package io.aman.payment.provider.paypal;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.paypal.PayPalOrders.NotSeen;
import io.aman.payment.provider.paypal.PayPalOrders.Seen;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * PayPal's orders with the intent to authorize: the payer agrees on PayPal's page, then we ask for the hold.
 *
 * <p>What its failures mean stands in {@link PayPalFailures}, how a payment stands in {@link PayPalStanding}.
 *
 * @see <a href="https://developer.paypal.com/docs/api/orders/v2/">Orders</a>
 * @see <a href="https://developer.paypal.com/docs/api/payments/v2/">Payments</a>
 */
final class PayPalProvider implements PaymentProvider {

    static final String NAME = "paypal";

    /** PayPal keeps keys of orders for 6 hours, of payments for 45 days; half an hour is left for clocks and queues. */
    private static final Duration KEY_LIFETIME = Duration.ofMinutes(5 * 60 + 30);

    /** As above: 45 days, less one. */
    private static final Duration REFUND_KEY_LIFETIME = Duration.ofDays(44);

    private final PayPalOrders orders;
    private final PayPalCheckout checkout;
    private final PayPalHolds holds;
    private final PayPalRefunds refunds;
    private final PayPalDisputes disputes;
    private final Clock clock;

    PayPalProvider(PayPalClient client, PayPalOrders orders, Clock clock) {
        this.orders = orders;
        this.checkout = new PayPalCheckout(client, orders, clock);
        this.holds = new PayPalHolds(client, orders, clock);
        this.refunds = new PayPalRefunds(client, orders);
        this.disputes = new PayPalDisputes(client, orders);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken method) {
        return method == null || method.customer() != null; // one that we keep; a payer never names PayPal's own
    }

    @Override
    public boolean needsReturnUrl() {
        return true;
    }

    @Override
    public boolean capturesInParts() {
        return true;
    }

    @Override
    public AmountCheck check(Money amount) {
        return PayPalAmounts.check(amount);
    }

    @Override
    public Duration keyLifetime() {
        return KEY_LIFETIME;
    }

    @Override
    public Duration refundKeyLifetime() {
        return REFUND_KEY_LIFETIME;
    }

    @Override
    public ProviderAnswer create(Create command) {
        return checkout.create(command);
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return checkout.confirm(command);
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return holds.capture(command);
    }

    @Override
    public ProviderAnswer cancel(Cancel command) {
        return holds.release(command);
    }

    /** PayPal forgets an order that nobody approves after some hours. */
    @Override
    public ProviderAnswer read(String ref) {
        return switch (orders.read(ref)) {
            case Seen seen -> PayPalStanding.of(seen.order(), clock.instant());
            case NotSeen not when not.isUnknownThere() -> new Absent("not found");
            case NotSeen not -> PayPalFailures.answer(not.reply()).afterAnEarlierSend();
        };
    }

    @Override
    public RefundAnswer refund(RefundCommand command) {
        return refunds.refund(command);
    }

    @Override
    public RefundSources refundSources(String ref) {
        return refunds.sources(ref);
    }

    @Override
    public RefundAnswer readRefund(String refundRef) {
        return refunds.read(refundRef);
    }

    @Override
    public RefundList readRefunds(String ref) {
        return refunds.list(ref);
    }

    @Override
    public DisputeAnswer readDispute(String ref) {
        return disputes.read(ref);
    }
}
