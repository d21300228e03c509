package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.provider.DisputeAnswer;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundAnswer.State;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources.Several;
import io.aman.payment.provider.RefundSources.Source;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PayPal gives back, and what its disputes come to. */
class PayPalRefundsTest extends PayPalAtSandbox {

    @Test
    void aRefundIsOfOneCaptureThatCanBearIt() {
        var ref = authorized();
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var whole = new RefundCommand(key(), ref, AMOUNT);
        assertThat(paypal.refund(whole)).isEqualTo(new Refused("spans_captures"));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(3_000)))).isInstanceOf(Stands.class);
        assertThat(order(ref).rest(order(ref).captures().getFirst())).isEqualTo(part(1_000));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(8_500)))).isInstanceOf(Stands.class);
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(1_001))))
                .isEqualTo(new Refused("refund_amount_exceeded"));
        assertThat(givenBack(ref)).isEqualTo(11_500);
    }

    @Test
    void whatCanBeGivenBackIsReadCaptureByCapture() {
        var ref = authorized();
        assertThat(paypal.refundSources(ref)).isEqualTo(new Several(List.of()));
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var small = capture(ref, 0);
        var large = capture(ref, 1);
        var key = key();
        assertThat(paypal.refund(new RefundCommand(key, ref, part(1_000), large)))
                .isInstanceOf(Stands.class);
        assertThat(paypal.refundSources(ref))
                .isEqualTo(new Several(List.of(
                        new Source(small, part(4_000), Set.of(key)), new Source(large, part(7_500), Set.of(key)))));
    }

    @Test
    void aRefundThatIsAskedForAgainStaysWithItsCapture() {
        var ref = authorized();
        capture(ref, 4_000, false);
        capture(ref, 8_500, true);
        var first = new RefundCommand(key(), ref, part(3_000), capture(ref, 1));
        var answer = paypal.refund(first);
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(4_000), capture(ref, 0))))
                .isInstanceOf(Stands.class);
        assertThat(paypal.refund(first)).isEqualTo(answer);
        assertThat(order(ref).rest(order(ref).captures().getLast())).isEqualTo(part(5_500));
        assertThat(paypal.refund(new RefundCommand(key(), ref, part(5_501), capture(ref, 1))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aRefundIsKnownByItsKeyAlsoWherePayPalHasForgottenIt() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var refund = new RefundCommand(key(), ref, part(2_000));
        var answer = paypal.refund(refund);
        CLOCK.advance(Duration.ofDays(50));
        assertThat(paypal.refund(refund)).isEqualTo(answer);
        assertThat(givenBack(ref)).isEqualTo(2_000);
    }

    @Test
    void allRefundsAreListedAlsoThoseThatPayPalMade() {
        var ref = authorized();
        capture(ref, 12_500, true);
        var key = key();
        var ours = (Stands) paypal.refund(new RefundCommand(key, ref, part(2_000)));
        command("captures/" + capture(ref, 0) + "/reverse", "{}");
        assertThat(paypal.readRefunds(ref)).isInstanceOfSatisfying(RefundList.Listed.class, list -> {
            assertThat(list.refunds()).hasSize(2).contains(new RefundList.Row(key, ours));
            assertThat(list.refunds())
                    .extracting(RefundList.Row::stands)
                    .extracting(Stands::amount)
                    .containsExactlyInAnyOrder(part(2_000), part(10_500));
        });
    }

    @ParameterizedTest
    @CsvSource({"complete, SUCCEEDED", "fail, FAILED"})
    void aPendingRefundEndsEitherWay(String end, State state) {
        var ref = authorized();
        capture(ref, 12_500, true);
        command("captures/" + capture(ref, 0) + "/hold-refunds", "{}");
        var refund = (Stands) paypal.refund(new RefundCommand(key(), ref, part(2_000)));
        assertThat(refund.state()).isEqualTo(State.PENDING);
        command("refunds/" + refund.ref() + "/" + end, "{}");
        assertThat(((Stands) paypal.readRefund(refund.ref())).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVED_BUYER_FAVOUR, LOST",
        "ACCEPTED, LOST",
        "RESOLVED_SELLER_FAVOUR, WON",
        "RESOLVED_WITH_PAYOUT, WON",
        "CANCELED_BY_BUYER, WON",
        "DENIED, WON",
        "NONE, OPEN"
    })
    void aDisputeIsOpenUntilPayPalDecides(String outcome, DisputeStatus status) {
        var ref = authorized();
        capture(ref, 4_000, false);
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.None());
        var dispute = PayPalFixture.command(sandbox, "captures/" + capture(ref, 0) + "/dispute", "{}")
                .path("dispute_id")
                .asString();
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(DisputeStatus.OPEN));
        command("disputes/" + dispute + "/review", "{}");
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(DisputeStatus.OPEN));
        command("disputes/" + dispute + "/resolve", "{\"outcome\":\"" + outcome + "\"}");
        assertThat(paypal.readDispute(ref)).isEqualTo(new DisputeAnswer.Stands(status));
    }
}
