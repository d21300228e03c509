package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.method.KeepMethods.Wanted;
import io.aman.payment.method.MethodError.InvalidToken;
import io.aman.payment.method.MethodError.NotFound;
import io.aman.payment.method.MethodError.ProviderRefused;
import io.aman.payment.method.MethodError.ProviderUnavailable;
import io.aman.payment.method.MethodError.Rejected;
import io.aman.payment.method.MethodError.UnknownProvider;
import io.aman.payment.provider.PaymentMethodToken;
import org.junit.jupiter.api.Test;

/** What a payer keeps to pay with, over the real storage. */
class KeepMethodsTest extends KeptMethods {

    @Test
    void attachedMadeTheDefaultUsedAndDetached() {
        var first = attach("pm_a", true, "op1");
        var second = attach("pm_b", "op2");
        assertThat(first.state()).isEqualTo(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).hasValue(new PaymentMethodToken("pm_a", "cus_" + PAYER));
        wallets.change(PAYER, wallet -> wallet.makeDefault(second.id()));
        assertThat(saved.defaultOf(PAYER, "stripe")).hasValue(new PaymentMethodToken("pm_b", "cus_" + PAYER));
        assertThat(saved.find(PAYER, "stripe", first.id())).isPresent();
        assertThat(methods.detach(PAYER, second.id())).isEmpty();
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        assertThat(saved.find(PAYER, "stripe", second.id())).isEmpty();
        assertThat(vault.kept()).isOne();
        assertThatThrownBy(() -> methods.detach(PAYER, second.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void anotherPayersMethodAndAnotherProvidersAreAsUnknown() {
        var id = attach("pm_a", true, "op1").id();
        assertThat(saved.find("usr_2", "stripe", id)).isEmpty();
        assertThat(saved.find(PAYER, "paypal", id)).isEmpty();
        assertThat(saved.defaultOf(PAYER, "paypal")).isEmpty();
        assertThatThrownBy(() -> methods.detach("usr_2", id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> wallets.change("usr_2", wallet -> wallet.makeDefault(id)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatCertainlyDidNotHappenLeavesNothing() {
        vault.nextIsNotSent();
        assertThatThrownBy(() -> attach("pm_a", "op1")).isInstanceOf(ProviderUnavailable.class);
        vault.nextIsRefused();
        assertThatThrownBy(() -> attach("pm_a", "op2")).isInstanceOf(ProviderRefused.class);
        assertThatThrownBy(() -> attach("bad_card", "op3")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> attach("tok_visa", "op4")).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() ->
                        methods.attach(new Wanted(PAYER, "knet", new PaymentMethodToken("pm_a"), null, false), "op5"))
                .isInstanceOf(UnknownProvider.class);
        assertThat(states()).isEmpty();
        assertThat(attach("pm_a", "op1").state()).isEqualTo(MethodState.ACTIVE);
    }

    @Test
    void aTokenThatIsKeptAlreadyIsTheOneOfBefore() {
        var first = attach("pm_a", "op1");
        assertThat(attach("pm_a", true, "op2").id()).isEqualTo(first.id());
        assertThat(states()).hasSize(1);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
    }

    @Test
    void aTokenThatIsOnItsWayOutIsNotKeptAgain() {
        var id = attach("pm_a", "op1").id();
        vault.nextIsLost();
        methods.detach(PAYER, id);
        assertThatThrownBy(() -> attach("pm_a", "op2")).isInstanceOf(Rejected.class);
    }

    @Test
    void theLaterWordOnTheDefaultWins() {
        vault.nextAnswerIsLost();
        attach("test_slow", true, "op1");
        var other = attach("pm_b", "op2");
        wallets.change(PAYER, wallet -> wallet.makeDefault(other.id()));
        sweep();
        assertThat(saved.defaultOf(PAYER, "stripe"))
                .map(PaymentMethodToken::value)
                .hasValue("pm_b");
    }

    @Test
    void nobodysTokensArePrinted() {
        var method = attach("pm_secret", "op1");
        assertThat(method.toString() + method.attach(PAYER) + method.detach()).doesNotContain("pm_secret");
    }
}
