package io.aman.payment.provider.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.BalanceTransactionSource;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import io.aman.events.Money;
import io.aman.payment.provider.LedgerReader.Kind;
import org.junit.jupiter.api.Test;

class StripeLedgerTest {

    private static BalanceTransaction movement(
            String type, long amount, String currency, BalanceTransactionSource source) {
        var movement = new BalanceTransaction();
        movement.setId("txn_1");
        movement.setType(type);
        movement.setAmount(amount);
        movement.setCurrency(currency);
        movement.setCreated(1_764_000_000L);
        movement.setSource(source.getId());
        movement.setSourceObject(source);
        return movement;
    }

    private static Charge charge(String intent) {
        var charge = new Charge();
        charge.setId("ch_1");
        charge.setPaymentIntent(intent);
        charge.setAmountCaptured(12_500L);
        charge.setCurrency("kwd");
        return charge;
    }

    private static Refund refund() {
        var refund = new Refund();
        refund.setId("re_1");
        refund.setPaymentIntent("pi_1");
        refund.setAmount(2_500L);
        refund.setCurrency("kwd");
        return refund;
    }

    @Test
    void aCaptureIsWhatMovedAndInAnotherCurrencyWhatThePayerPaid() {
        var part = StripeLedger.line(movement("charge", 5_000, "kwd", charge("pi_1")));
        assertThat(part.amount()).isEqualTo(new Money(5_000, "KWD"));
        assertThat(part.kind()).isEqualTo(Kind.CAPTURE);
        assertThat(part.paymentRef()).isEqualTo("pi_1");
        var exchanged = StripeLedger.line(movement("charge", 4_012, "usd", charge("pi_1")));
        assertThat(exchanged.amount()).isEqualTo(new Money(12_500, "KWD"));
    }

    @Test
    void aRefundIsPositiveAndComesBackUnderItsOwnKind() {
        var back = StripeLedger.line(movement("refund", -2_500, "kwd", refund()));
        assertThat(back.amount()).isEqualTo(new Money(2_500, "KWD"));
        assertThat(back.kind()).isEqualTo(Kind.REFUND);
        assertThat(back.refundRef()).isEqualTo("re_1");
        assertThat(StripeLedger.line(movement("refund_failure", 2_500, "kwd", refund()))
                        .kind())
                .isEqualTo(Kind.REFUND_FAILED);
    }

    @Test
    void whatBelongsToNoPaymentOfOursStandsUnderItsSourceAndAnythingElseIsNotGuessed() {
        assertThat(StripeLedger.line(movement("charge", 5_000, "kwd", charge(null)))
                        .paymentRef())
                .isEqualTo("ch_1");
        assertThatThrownBy(() -> StripeLedger.line(movement("charge", 5_000, "kwd", new Dispute())))
                .isInstanceOf(IllegalStateException.class);
    }
}
