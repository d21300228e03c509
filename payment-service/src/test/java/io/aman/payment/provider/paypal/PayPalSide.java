package io.aman.payment.provider.paypal;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.provider.Call;
import io.aman.payment.provider.OtherSide;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundCommand;
import io.aman.testing.EmbeddedMongo;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PayPal over HTTP: the payer agrees on its page, and it forgets what nobody wants any more. */
public final class PayPalSide implements OtherSide {

    private final Sandbox sandbox;
    private final PaymentProvider paypal;

    public PayPalSide(Sandbox sandbox, Clock clock) {
        this.sandbox = sandbox;
        var properties = PayPalFixture.properties(sandbox.paypalUrl(), sandbox, Duration.ofSeconds(10));
        var orders = new MongoPayPalOrders(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("paypal")));
        orders.declareIndexes();
        this.paypal = PayPalConfiguration.provider(new PayPalClient(properties, clock), orders, clock);
    }

    @Override
    public PaymentProvider provider() {
        return paypal;
    }

    @Override
    public @Nullable PaymentMethodToken method(boolean declined) {
        return null;
    }

    @Override
    public void happens(Deed deed, String ref, Money amount, Money part) {
        var key = UUID.randomUUID().toString();
        switch (deed) {
            case PAYER_AGREES -> command(ref, "approve");
            case PAYER_DECLINES -> command(ref, "decline");
            case PAYER_LEAVES -> {} // PayPal tells nobody
            case CAPTURED -> paypal.capture(new ProviderCommand.Capture(key, ref, amount, true));
            case CANCELED -> paypal.cancel(new ProviderCommand.Cancel(key, ref, false));
            case REFUNDED -> paypal.refund(new RefundCommand(key, ref, part));
            case CHANGED -> command(ref, "expire");
        }
    }

    /** Refused by the sandbox where the order does not stand so that this could happen. */
    private void command(String ref, String action) {
        sandbox.paypal()
                .command(new Call(
                        "POST", "/orders/" + ref + "/" + action, "", sandbox.baseUrl(), _ -> Optional.empty(), "{}"));
    }

    @Override
    public Books books(String ref) {
        var entry = sandbox.paypal().ledger(ref);
        return new Books(
                entry.path("captured").asLong(),
                entry.path("refunded").asLong(),
                paypal.read(ref) instanceof Captured,
                entry.path("forgotten").asBoolean());
    }
}
