package io.aman.payment.provider.paypal;

import static io.aman.payment.provider.paypal.PayPalAtSandbox.AMOUNT;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.afterThePayer;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.at;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.capture;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.confirm;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.order;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.orders;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.paypal;
import static io.aman.payment.provider.paypal.PayPalAtSandbox.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.HoldingProviderContract;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Create;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PayPal keeps what payments rely on. */
class PayPalProviderTest extends HoldingProviderContract {

    @BeforeAll
    static void start() {
        PayPalAtSandbox.start();
    }

    @AfterAll
    static void stop() {
        PayPalAtSandbox.stop();
    }

    @AfterEach
    void calm() {
        PayPalAtSandbox.sandbox.faults().clear();
    }

    @Override
    protected PaymentProvider provider() {
        return paypal;
    }

    @Override
    protected PaymentProvider unreachable() {
        return at(URI.create("http://127.0.0.1:1"));
    }

    @Override
    protected void loseNextAnswer() {
        PayPalAtSandbox.loseNextAnswer();
    }

    @Override
    protected void loseNextCall() {
        plan(Fault.Kind.RESET, "/v2/", 500);
    }

    @Override
    protected Money amount() {
        return AMOUNT;
    }

    @Override
    protected Money unwritable() {
        return new Money(12_500, "KWD");
    }

    @Override
    protected ProviderAnswer hold(String ref) {
        return afterThePayer(ref, "approve", "{}");
    }

    @Override
    protected ProviderAnswer decline(String ref) {
        return afterThePayer(ref, "decline", "{}");
    }

    @Override
    protected ProviderAnswer challenge(String ref) {
        return confirm(ref, key());
    }

    @Override
    protected int captures(String ref) {
        return PayPalAtSandbox.captures(ref);
    }

    @Override
    protected long givenBack(String ref) {
        return PayPalAtSandbox.givenBack(ref);
    }

    @ParameterizedTest
    @CsvSource({"500, JPY", "50000, HUF", "1, EUR"})
    void anAmountArrivesExactly(long minor, String currency) {
        var amount = new Money(minor, currency);
        var ref = ((Created) paypal.create(new Create(key(), "pay_" + key(), amount, "Coffee", BACK))).ref();
        assertThat(hold(ref)).isEqualTo(new Authorized(ref, amount));
        assertThat(paypal.capture(new Capture(key(), ref, amount, true))).isEqualTo(new Captured(ref, amount));
    }

    @Test
    void aLongDescriptionIsShortened() {
        var text = "x".repeat(126) + "😀" + "y".repeat(300);
        assertThat(paypal.create(new Create(key(), "pay_" + key(), AMOUNT, text, BACK)))
                .isInstanceOf(Created.class);
    }

    @Test
    void itTakesNoMethodOfPaymentAndNeedsAWayBack() {
        assertThat(paypal.takes(null)).isTrue();
        assertThat(paypal.takes(new PaymentMethodToken("pm_card_visa"))).isFalse();
        assertThat(paypal.needsReturnUrl()).isTrue();
        assertThat(paypal.capturesInParts()).isTrue();
    }

    @Test
    void whatBelongsToAnOrderIsKept() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var order = order(ref);
        assertThat(order.pieces())
                .hasSize(2)
                .allSatisfy(piece -> assertThat(orders.ofPieces(List.of(piece))).contains(ref));
    }
}
