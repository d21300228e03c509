package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnetProviderTest extends KnetAtSandbox {

    @Test
    void onlyDinarsInTenCharacters() {
        assertThat(knet.check(AMOUNT)).isEqualTo(new AmountCheck.Exact());
        assertThat(knet.check(new Money(1, "KWD"))).isEqualTo(new AmountCheck.Exact());
        assertThat(KnetAmounts.format(new Money(1, "KWD"))).isEqualTo("0.001");
        assertThat(knet.check(new Money(999_999_999, "KWD"))).isEqualTo(new AmountCheck.Exact());
        assertThat(KnetAmounts.format(new Money(999_999_999, "KWD"))).hasSize(10);
        assertThat(knet.check(new Money(1_000_000_000, "KWD"))).isEqualTo(new AmountCheck.TooLarge(999_999_999));
        assertThat(knet.check(new Money(2_055, "USD"))).isEqualTo(new AmountCheck.UnsupportedCurrency());
        assertThat(knet.check(new Money(2_055, "BHD"))).isEqualTo(new AmountCheck.UnsupportedCurrency());
    }

    @Test
    void nothingIsAskedBeforeThePayerIsSentAway() {
        var offline = unreachable();
        var create = create();
        assertThat(offline.create(create)).isEqualTo(offline.create(create));
        var ref = ((Created) offline.create(create)).ref();
        assertThat(offline.read(ref)).isEqualTo(new Created(ref));
        assertThat(offline.confirm(new Confirm(key(), ref, null, BACK))).isInstanceOf(RequiresAction.class);
    }

    @Test
    void oneKeyIsOneTrackIdAndOnePage() {
        var ref = created();
        var key = key();
        var first = confirm(ref, key);
        assertThat(confirm(ref, key)).isEqualTo(first);
        assertThat(attempts.ofRef(ref)).hasSize(1);
        assertThat(((RequiresAction) first).action().url())
                .startsWith(sandbox.knetUrl() + "/kpg/PaymentHTTP.htm?param=paymentInit&trandata=")
                .doesNotContain(sandbox.knet().terminal().password());
        assertThat(knet.read(ref)).isEqualTo(first);
    }

    @Test
    void theSameKeyAgainTellsHowItStandsByNow() {
        var ref = created();
        var key = key();
        KnetFixture.open(confirm(ref, key));
        KnetFixture.command(sandbox, KnetProvider.trackId(key), "pay", "{}");
        assertThat(confirm(ref, key)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void whatKnetSaidOfACaptureIsKept() {
        assertThat(attempts.find(trackId(captured())).orElseThrow().inquiries())
                .singleElement()
                .satisfies(answer -> assertThat(answer.fields()).containsEntry("result", "SUCCESS"));
    }

    @ParameterizedTest
    @CsvSource({"decline, not_captured", "cancel, canceled"})
    void aDeclineHasKnetsCodeAndItsOwnTrackId(String action, String code) {
        var ref = after(action);
        assertThat(knet.read(ref)).isEqualTo(new Declined(ref, code, trackId(ref)));
    }

    @Test
    void onceThePayerMayBeAtKnetNothingIsLetGo() {
        var ref = created();
        challenge(ref);
        assertThat(knet.cancel(new Cancel(key(), ref, false))).isEqualTo(new Refused("payer_may_still_pay"));
        KnetFixture.open(knet.read(ref));
        KnetFixture.command(sandbox, trackId(ref), "pay", "{}");
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aPageOfAnUnknownPaymentIsNotOpened() {
        assertThat(confirm("knet_nobody", key())).isInstanceOf(Refused.class);
    }

    @Test
    void aHostTimeoutStaysOpenUntilTheBankHasSaid() {
        var ref = after("host-timeout");
        assertThat(knet.read(ref)).isEqualTo(new Processing(ref));
        assertThat(confirm(ref, key())).isEqualTo(new Processing(ref));
        KnetFixture.command(sandbox, trackId(ref), "settle", "{\"result\":\"captured\"}");
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aSuspectedPaymentIsDeclined() {
        var ref = after("host-timeout");
        KnetFixture.command(sandbox, trackId(ref), "settle", "{\"result\":\"suspected\"}");
        assertThat(knet.read(ref)).isEqualTo(new Declined(ref, "suspected", trackId(ref)));
    }

    @Test
    void notFoundNeverMeansFailedBeforeTheExpiry() {
        var ref = created();
        var answer = confirm(ref, key());
        clock.advance(Duration.ofHours(23));
        assertThat(knet.read(ref)).isEqualTo(answer);
        clock.advance(Duration.ofHours(2));
        assertThat(knet.read(ref)).isEqualTo(new Expired(ref));
    }

    @Test
    void aCaptureThatKnetTookBackIsVoidedWithinADayAndAfterThatNotBelieved() {
        var ref = captured();
        clock.advance(Duration.ofHours(23));
        KnetFixture.command(sandbox, trackId(ref), "void", "{}");
        assertThat(knet.read(ref)).isEqualTo(new Voided(ref));
        clock.advance(Duration.ofDays(3));
        assertThat(knet.read(ref)).as("it stays so").isEqualTo(new Voided(ref));

        var other = captured();
        clock.advance(Duration.ofDays(2));
        KnetFixture.command(sandbox, trackId(other), "void", "{}");
        assertThat(knet.read(other)).isInstanceOf(Unknown.class);
    }

    @Test
    void anOlderPageThatWasPaidCountsAndNoNewOneIsOpened() {
        var ref = created();
        var older = key();
        KnetFixture.open(confirm(ref, older));
        clock.advance(Duration.ofMinutes(1));
        assertThat(confirm(ref, key())).isInstanceOf(RequiresAction.class);
        clock.advance(Duration.ofMinutes(1));
        KnetFixture.command(sandbox, KnetProvider.trackId(older), "pay", "{}");
        assertThat(confirm(ref, key())).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(attempts.ofRef(ref)).hasSize(2);
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aSilentKnetIsUnknownAndNoSecondPageIsOpened() {
        var ref = after("pay");
        plan(Fault.Kind.TIMEOUT);
        assertThat(knet.read(ref)).isInstanceOf(Unknown.class);
        plan(Fault.Kind.STATUS);
        assertThat(knet.read(ref)).isInstanceOf(Unknown.class);
        plan(Fault.Kind.RESET);
        assertThat(confirm(ref, key())).isInstanceOf(NotSent.class);
        assertThat(knet.read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void whatKnetRefusesToGiveBackHasFailedForItsReason() {
        var whole = new RefundCommand(key(), captured(), AMOUNT);
        assertThat(knet.refund(whole)).isInstanceOf(Stands.class);
        assertThat(failure(new RefundCommand(key(), whole.paymentRef(), AMOUNT)))
                .isEqualTo("GW00181");
        assertThat(failure(new RefundCommand(key(), after("decline"), AMOUNT))).isEqualTo("nothing_captured");
    }

    private @Nullable String failure(RefundCommand refund) {
        return ((Stands) knet.refund(refund)).failure();
    }
}
