package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.method.FakeVault.Crash;
import org.junit.jupiter.api.Test;

/** Crashes and lost answers: in the end a method is kept once, or gone. */
class MethodCrashesTest extends KeptMethods {

    @Test
    void aLostAnswerLeavesItAttachingAndTheSweepFindsItKeptOnce() {
        vault.nextAnswerIsLost();
        assertThat(attach("test_visa", true, "op1").state()).isEqualTo(MethodState.ATTACHING);
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        methods.sweep(); // too early
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aCrashBetweenIntentAndCallIsMadeGoodByTheSweep() {
        vault.crashBeforeNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aCrashBetweenCallAndAnswerIsMadeGoodByTheSameOperation() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ACTIVE);
        assertThat(states()).hasSize(1);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void afterACrashAFailureToAskAgainSaysNothing() {
        vault.crashAfterNext();
        assertThatThrownBy(() -> attach("test_visa", "op1")).isInstanceOf(Crash.class);
        vault.nextIsNotSent();
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ATTACHING);
        vault.nextIsRefused();
        sweep();
        assertThat(states()).containsExactly(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
    }

    @Test
    void aFailureToAskLeavesWhatTheSweepHasFoundMeanwhile() {
        vault.nextIsNotSentAfter(this::sweep);
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ACTIVE);
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aFailureToAskLeavesWhatSomebodyElseIsStillAskingFor() {
        vault.nextIsNotSentAfter(() -> {
            vault.nextAnswerIsLost();
            sweep();
        });
        assertThat(attach("test_visa", "op1").state()).isEqualTo(MethodState.ATTACHING);
        sweep();
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void aRejectionThatTheSweepHearsOfRemovesTheMethod() {
        vault.nextAnswerIsLost();
        attach("bad_card", true, "op1");
        sweep();
        assertThat(states()).isEmpty();
    }

    @Test
    void aLostDetachingIsWantedAllTheSameAndPaysForNothing() {
        var id = attach("pm_a", true, "op1").id();
        vault.nextIsLost();
        assertThat(methods.detach(PAYER, id))
                .hasValueSatisfying(left -> assertThat(left.state()).isEqualTo(MethodState.DETACHING));
        assertThat(saved.find(PAYER, "stripe", id)).isEmpty();
        assertThat(saved.defaultOf(PAYER, "stripe")).isEmpty();
        assertThatThrownBy(() -> wallets.change(PAYER, wallet -> wallet.makeDefault(id)))
                .isInstanceOf(MethodError.NotActive.class);
        vault.nextIsRefused();
        sweep();
        assertThat(states()).containsExactly(MethodState.DETACHING);
        sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }

    @Test
    void aCrashInTheMiddleOfDetachingIsMadeGoodByTheSweep() {
        var id = attach("pm_a", "op1").id();
        vault.crashAfterNext();
        assertThatThrownBy(() -> methods.detach(PAYER, id)).isInstanceOf(Crash.class);
        sweep();
        assertThat(states()).isEmpty();
    }

    @Test
    void oneThatIsDetachedWhileItIsAttachedIsGoneInTheEnd() {
        vault.beforeNextAnswer(() -> {
            vault.nextIsLost(); // asking whether it is kept
            methods.detach(PAYER, MethodId.attachedBy("op1").value());
        });
        assertThat(attach("test_visa", true, "op1").state()).isEqualTo(MethodState.DETACHING);
        sweep();
        assertThat(states()).isEmpty();
        assertThat(vault.kept()).isZero();
    }
}
