package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundAnswer.State;
import io.aman.testing.AtOnce;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a payment may rely on, whoever the provider is.
 *
 * <p>What only one with holds can do is in {@link HoldingProviderContract}.
 */
public abstract class PaymentProviderContract {

    protected static final URI BACK = URI.create("https://shop.example/return");

    protected abstract PaymentProvider provider();

    /** The provider again, where nobody listens. */
    protected abstract PaymentProvider unreachable();

    /** Lets the next call that changes something take effect and its answer get lost. */
    protected abstract void loseNextAnswer();

    /** Lets the next call that changes something get lost on its way. */
    protected abstract void loseNextCall();

    /** What a payment is about; the provider takes it. */
    protected abstract Money amount();

    /** What the provider has no way to write. */
    protected abstract Money unwritable();

    /** Pays until all is captured, and gives the last answer. */
    protected abstract ProviderAnswer pay(String ref);

    /** Confirms with something that is declined, and gives the last answer. */
    protected abstract ProviderAnswer decline(String ref);

    /** Confirms where the payer must act first. */
    protected abstract ProviderAnswer challenge(String ref);

    /** How often money was taken for {@code ref}, as the provider's books say. */
    protected abstract int captures(String ref);

    /** How much of it was given back, as the provider's books say. */
    protected abstract long givenBack(String ref);

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected Create create() {
        return new Create(key(), "pay_" + UUID.randomUUID(), amount(), null, BACK);
    }

    protected String created() {
        var answer = provider().create(create());
        assertThat(answer).isInstanceOf(Created.class);
        return ((Created) answer).ref();
    }

    protected String captured() {
        var ref = created();
        assertThat(pay(ref)).isEqualTo(new Captured(ref, amount()));
        return ref;
    }

    protected Money part(long minor) {
        return new Money(minor, amount().currency());
    }

    private RefundCommand refund(String ref, long minor) {
        return new RefundCommand(key(), ref, part(minor));
    }

    /** Where the provider knows no keys, a refund that may have happened is never sent again. */
    private boolean knowsRefundKeys() {
        return provider().refundKeyLifetime().isPositive();
    }

    private void assertGivesNothing(RefundCommand refund) {
        var before = givenBack(refund.paymentRef());
        assertThat(provider().refund(refund))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).isInstanceOf(Refused.class),
                        answer -> assertThat(((Stands) answer).state()).isEqualTo(State.FAILED));
        assertThat(givenBack(refund.paymentRef())).isEqualTo(before);
    }

    @Test
    void onlyAmountsThatCanBeWrittenAreTaken() {
        assertThat(provider().check(amount())).isEqualTo(new AmountCheck.Exact());
        assertThat(provider().check(unwritable())).isNotInstanceOf(AmountCheck.Exact.class);
        assertThat(provider().check(part(Long.MAX_VALUE / 1000 * 1000))).isInstanceOf(AmountCheck.TooLarge.class);
    }

    @Test
    void whatIsPaidIsReadAsCaptured() {
        var ref = captured();
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, amount()));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void oneKeyCreatesOnce() {
        var create = create();
        assertThat(provider().create(create)).isEqualTo(provider().create(create));
    }

    @Test
    void aDeclineIsToldFromTheNextOne() {
        var ref = created();
        var first = decline(ref);
        assertThat(first).isInstanceOf(Declined.class);
        assertThat(provider().read(ref)).isIn(first, new Created(ref)); // not every provider keeps it
        var second = decline(ref);
        assertThat(((Declined) second).evidence()).isNotEqualTo(((Declined) first).evidence());
        assertThat(pay(ref)).isInstanceOf(Captured.class);
    }

    @Test
    void anOwnerWhoMustActIsToldWhere() {
        var ref = created();
        var answer = challenge(ref);
        assertThat(answer).isInstanceOf(RequiresAction.class);
        assertThat(((RequiresAction) answer).action().type()).isNotBlank();
    }

    @Test
    void capturingWhatIsCapturedAlreadyTellsHowItStands() {
        var ref = captured();
        assertThat(provider().capture(new Capture(key(), ref, amount(), true))).isEqualTo(new Captured(ref, amount()));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void whatNobodyHasPaidYetIsLetGo() {
        var ref = created();
        assertThat(provider().cancel(new Cancel(key(), ref, false))).isEqualTo(new Canceled(ref));
    }

    @Test
    void cancelingWhatIsTakenTellsThatItIsTaken() {
        var ref = captured();
        assertThat(provider().cancel(new Cancel(key(), ref, false))).isEqualTo(new Captured(ref, amount()));
    }

    @Test
    void oneKeyGivesBackOnceAndNeverMoreThanWasTaken() {
        var ref = captured();
        var refund = refund(ref, 5_000);
        var answer = provider().refund(refund);
        assertThat(answer).isInstanceOfSatisfying(Stands.class, stands -> {
            assertThat(stands.amount()).isEqualTo(refund.amount());
            assertThat(provider().readRefund(stands.ref())).isEqualTo(stands);
        });
        assertThat(provider().refund(refund)).isEqualTo(answer);
        assertGivesNothing(refund(ref, amount().amountMinor()));
        assertThat(provider().refund(refund(ref, amount().amountMinor() - 5_000)))
                .isInstanceOf(Stands.class);
        assertGivesNothing(refund(ref, 10));
        assertThat(givenBack(ref)).isEqualTo(amount().amountMinor());
    }

    @Test
    void aHundredCallersOfOneRefundGiveBackOnce() throws Exception {
        var refund = refund(captured(), 100);
        AtOnce.run(100, _ -> provider().refund(refund));
        assertThat(givenBack(refund.paymentRef())).isEqualTo(100);
    }

    @Test
    void aRefundWhoseAnswerGotLostIsUnknownAndHappensOnce() {
        var refund = refund(captured(), 5_000);
        loseNextAnswer();
        assertThat(provider().refund(refund)).isInstanceOf(Unknown.class);
        assertThat(provider().refund(refund)).isInstanceOf(knowsRefundKeys() ? Stands.class : Unknown.class);
        assertThat(givenBack(refund.paymentRef())).isEqualTo(5_000);
    }

    @Test
    void aRefundThatGotLostIsUnknownAndSentAgainOnlyWhereKeysAreKnown() {
        var refund = refund(captured(), 5_000);
        loseNextCall();
        assertThat(provider().refund(refund)).isInstanceOf(Unknown.class);
        assertThat(provider().refund(refund)).isInstanceOf(knowsRefundKeys() ? Stands.class : Unknown.class);
        assertThat(givenBack(refund.paymentRef())).isEqualTo(knowsRefundKeys() ? 5_000 : 0);
    }

    @Test
    void whatIsNotTakenIsNotGivenBack() {
        var ref = created();
        assertGivesNothing(refund(ref, 5_000));
        decline(ref);
        assertGivesNothing(refund(ref, 5_000));
    }

    @Test
    void whoCannotBeReachedWasNotAskedAndMayBeLater() {
        var refund = refund(captured(), 5_000);
        assertThat(unreachable().refund(refund)).isInstanceOf(NotSent.class);
        assertThat(unreachable().read(refund.paymentRef())).isNotInstanceOf(Fact.class);
        assertThat(provider().refund(refund)).isInstanceOf(Stands.class);
    }

    @Test
    void whatTheProviderHasNeverHeardOfIsNoFact() {
        assertThat(provider().read("pi_never_heard_of")).isNotInstanceOf(Fact.class);
        assertThat(provider().readRefund("re_never_heard_of")).isNotInstanceOf(Stands.class);
    }
}
