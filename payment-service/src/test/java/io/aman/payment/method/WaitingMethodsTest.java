package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.method.FakeVault.Crash;
import io.aman.payment.method.MethodError.UnknownReturnUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Methods that wait for their payer to agree. */
class WaitingMethodsTest extends KeptMethods {

    /** One that the payer has to act on. */
    private SavedMethod waiting(String operation) {
        var method = methods.attach(wanted("ask_visa", "app", true), operation);
        assertThat(method.state()).isEqualTo(MethodState.REQUIRES_ACTION);
        return method;
    }

    @Test
    void aMethodWaitsForItsPayerAndIsKeptOnceHeHasAgreed() {
        var method = waiting("op1");
        assertThat(method.nextAction()).isNotNull();
        assertThat(methods.attach(wanted("ask_visa", "app", true), "op1")).isEqualTo(method);
        assertThat(saved.find(PAYER, "stripe", method.id())).isEmpty();
        assertThat(methods.look(PAYER, method.id()).state()).isEqualTo(MethodState.REQUIRES_ACTION);
        vault.payerActs(true);
        assertThat(methods.look(PAYER, method.id()).state()).isEqualTo(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(wallets.of(PAYER).require(method.id()).nextAction()).isNull();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void theSweepFindsOutWhatThePayerDidAndAHintMakesItLookAtOnce() {
        var method = waiting("op1");
        vault.payerActs(true);
        methods.moved(PAYER, "seti_of_somebody_else");
        methods.sweep(); // too early
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        methods.moved("usr_2", String.valueOf(method.setup()));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        methods.moved(PAYER, String.valueOf(method.setup()));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void whatThePayerDeclinesFailsIsShownForAWhileAndThenForgotten() {
        var method = waiting("op1");
        vault.payerActs(false);
        sweep();
        var failed = wallets.of(PAYER).require(method.id());
        assertThat(failed.state()).isEqualTo(MethodState.FAILED);
        assertThat(failed.failure()).isEqualTo("authentication_required");
        assertThat(saved.find(PAYER, "stripe", method.id())).isEmpty();
        assertThat(methods.look(PAYER, method.id())).isEqualTo(failed);
        clock.advance(Duration.ofHours(23));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.FAILED);
        clock.advance(Duration.ofHours(2));
        methods.sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void whoeverTriesAgainIsRidOfWhatFailed() {
        waiting("op1");
        vault.payerActs(false);
        sweep();
        attach("pm_a", "op2");
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void aPayerWhoNeverActsIsNotWaitedForForEver() {
        var method = waiting("op1");
        clock.advance(Duration.ofHours(25));
        methods.sweep();
        assertThat(wallets.of(PAYER).require(method.id()).failure()).isEqualTo(Wallet.EXPIRED);
        assertThat(vault.waiting()).isZero();
    }

    @Test
    void aPayerWhoWasFasterThanTheEndOfWaitingHasHisMethod() {
        waiting("op1");
        vault.payerActs(true);
        clock.advance(Duration.ofHours(25));
        methods.sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void oneThatWaitsCanBeGivenUpWhateverThePayerDoesMeanwhile() {
        assertThat(methods.detach(PAYER, waiting("op1").id())).isEmpty();
        assertThat(vault.waiting()).isZero();
        var second = waiting("op2");
        vault.payerActs(true);
        assertThat(methods.detach(PAYER, second.id())).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void aCrashWhileThePayerIsAboutToBeAskedEndsInAskingHim() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> methods.attach(wanted("ask_visa", "app", false), "op1"))
                .isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).containsExactly(MethodState.REQUIRES_ACTION);
        vault.crashAfterNext();
        vault.payerActs(true);
        assertThatThrownBy(this::sweep).isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void thePayerComesBackOnlyToWhatIsConfigured() {
        assertThatThrownBy(() -> methods.attach(wanted("ask_visa", "https://evil.example", false), "op1"))
                .isInstanceOf(UnknownReturnUrl.class);
        assertThat(waiting("op2").returnUrl())
                .hasToString("https://app.example/cards?method="
                        + MethodId.attachedBy("op2").value());
        assertThat(states()).hasSize(1);
    }
}
