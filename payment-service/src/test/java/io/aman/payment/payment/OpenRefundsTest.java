package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.testing.AtOnce;
import org.junit.jupiter.api.Test;

/** Crashes and lost calls of refunds and cancels: whatever happens, what is given back is given once. */
class OpenRefundsTest extends AskedPayments {

    @Test
    void aRefundWhoseAnswerIsLostIsFoundAndGivesBackOnce() {
        var id = captured();
        provider.nextAnswerIsLost();
        var open = refund(id, 2_500L, "op4").progress().refunds().getFirst();
        assertThat(open.state()).isEqualTo(RefundState.REQUESTED);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        reconcile();
        assertThat(now(id).progress().refunds().getFirst().state()).isEqualTo(RefundState.SUCCEEDED);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
        assertThat(provider.givenBack()).isEqualTo(2_500);
        assertThat(told(id).subList(3, 5)).containsExactly("payment.refund-requested.v1", "payment.refunded.v1");
    }

    @Test
    void aRefundThatNeverArrivedIsSentAgainUnderItsKey() {
        var id = captured();
        provider.nextIsLost();
        refund(id, null, "op4");
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
        assertThat(now(id).shownState()).isEqualTo(PaymentState.REFUNDED);
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
    }

    @Test
    void aCrashAroundARefundGivesBackOnceWhenItIsRunAgain() {
        var id = captured();
        provider.crashAfterNext();
        assertThatThrownBy(() -> refund(id, 2_500L, "op4")).isInstanceOf(FakeProvider.Crash.class);
        provider.crashBeforeNext();
        assertThatThrownBy(() -> refund(id, 2_500L, "op4")).isInstanceOf(FakeProvider.Crash.class);
        refund(id, 2_500L, "op4");
        refund(id, 2_500L, "op4");
        assertThat(provider.givenBack()).isEqualTo(2_500);
        assertThat(now(id).progress().refunds()).hasSize(1);
    }

    @Test
    void whatCouldNotBeSentIsWithdrawnAndItsMoneyIsFreeAgain() {
        var id = captured();
        provider.nextIsNotSent();
        assertThatThrownBy(() -> refund(id, null, "op4")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        assertThat(now(id).progress().refunds()).isEmpty();
        assertThat(now(id).progress().refundable()).isEqualTo(AMOUNT);
    }

    @Test
    void anOpenRefundBindsItsMoney() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 10_000L, "op4");
        assertThatThrownBy(() -> refund(id, 2_501L, "op5")).isInstanceOf(PaymentError.RefundExceedsCaptured.class);
        refund(id, 2_500L, "op6");
        reconcile();
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
    }

    @Test
    void aHundredRefundsAtOnceNeverGiveBackMoreThanWasTaken() throws Exception {
        var id = captured();
        AtOnce.run(100, n -> {
            try {
                refund(id, 5_000L, "op4-" + n);
            } catch (PaymentError.RefundExceedsCaptured | PaymentError.Contended _) {
                // what the others left is not enough, or they were faster
            }
            return n;
        });
        assertThat(provider.givenBack()).isEqualTo(10_000);
        assertThat(now(id).progress().refunded().amountMinor()).isEqualTo(10_000);
    }

    @Test
    void aCancelWhoseAnswerIsLostIsFoundOut() {
        var id = authorized();
        provider.nextAnswerIsLost();
        assertThat(cancel.cancel(payments.require(id), KeyedOperation.of("op3"), cause())
                        .shownState())
                .isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CANCELED);
    }

    @Test
    void aCancelThatNeverArrivedIsSentAgain() {
        var id = authorized();
        provider.nextIsLost();
        cancel.cancel(payments.require(id), KeyedOperation.of("op3"), cause());
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CANCELED);
        assertThatThrownBy(() -> capture(id, "op4")).isInstanceOf(PaymentError.NotCapturable.class);
    }
}
