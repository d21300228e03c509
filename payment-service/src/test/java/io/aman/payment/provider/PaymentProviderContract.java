package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Authorized;
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
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a payment may rely on, whoever the provider is. */
public abstract class PaymentProviderContract {

    private static final URI BACK = URI.create("https://shop.example/return");

    /** An amount the provider takes. */
    protected static final Money AMOUNT = new Money(12_500, "KWD");

    protected abstract PaymentProvider provider();

    /** The provider again, where nobody listens. */
    protected abstract PaymentProvider unreachable();

    /** Lets the next call take effect and its answer get lost. */
    protected abstract void loseNextAnswer();

    /** Lets the next call get lost on its way. */
    protected abstract void loseNextCall();

    protected abstract PaymentMethodToken goodCard();

    protected abstract PaymentMethodToken declinedCard();

    /** A card whose owner must act first. */
    protected abstract PaymentMethodToken challengedCard();

    /** How often money was taken for {@code ref}, as the provider's books say. */
    protected abstract int captures(String ref);

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private String created() {
        var answer = provider().create(new Create(key(), "pay_1", AMOUNT, null, null));
        assertThat(answer).isInstanceOf(Created.class);
        return ((Created) answer).ref();
    }

    private String authorized() {
        var ref = created();
        assertThat(provider().confirm(new Confirm(key(), ref, goodCard(), null)))
                .isEqualTo(new Authorized(ref, AMOUNT));
        return ref;
    }

    @Test
    void createdConfirmedCaptured() {
        var ref = authorized();
        assertThat(provider().capture(new Capture(key(), ref, AMOUNT, true))).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void aPartIsTakenAndTheRestLetGo() {
        var ref = authorized();
        var part = new Money(5_000, "KWD");
        assertThat(provider().capture(new Capture(key(), ref, part, true))).isEqualTo(new Captured(ref, part));
    }

    @Test
    void oneKeyHasOneEffectAndOneAnswer() {
        var create = new Create(key(), "pay_1", AMOUNT, null, null);
        assertThat(provider().create(create)).isEqualTo(provider().create(create));
        var ref = authorized();
        var capture = new Capture(key(), ref, AMOUNT, true);
        assertThat(provider().capture(capture)).isEqualTo(provider().capture(capture));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aDeclineIsToldFromTheNextOne() {
        var ref = created();
        var first = provider().confirm(new Confirm(key(), ref, declinedCard(), null));
        assertThat(first).isInstanceOf(Declined.class);
        assertThat(provider().read(ref)).isEqualTo(first);
        var second = provider().confirm(new Confirm(key(), ref, declinedCard(), null));
        assertThat(((Declined) second).evidence()).isNotEqualTo(((Declined) first).evidence());
        assertThat(provider().confirm(new Confirm(key(), ref, goodCard(), null)))
                .isInstanceOf(Authorized.class);
    }

    @Test
    void anOwnerWhoMustActIsToldWhere() {
        var ref = created();
        var answer = provider().confirm(new Confirm(key(), ref, challengedCard(), BACK));
        assertThat(answer).isInstanceOf(RequiresAction.class);
        assertThat(((RequiresAction) answer).action().type()).isNotBlank();
    }

    @Test
    void aLostAnswerIsUnknownAndTheSameKeyFindsOutWhatHappened() {
        var ref = authorized();
        var capture = new Capture(key(), ref, AMOUNT, true);
        loseNextAnswer();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aLostCallIsUnknownAndTheSameKeyMayBeSentAgain() {
        var ref = authorized();
        var capture = new Capture(key(), ref, AMOUNT, true);
        loseNextCall();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Authorized(ref, AMOUNT));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void whoCannotBeReachedWasNotAsked() {
        assertThat(unreachable().create(new Create(key(), "pay_1", AMOUNT, null, null)))
                .isInstanceOf(NotSent.class);
    }

    @Test
    void capturingWhatIsCapturedAlreadyTellsHowItStands() {
        var ref = authorized();
        assertThat(provider().capture(new Capture(key(), ref, AMOUNT, true))).isInstanceOf(Captured.class);
        assertThat(provider().capture(new Capture(key(), ref, AMOUNT, true))).isEqualTo(new Captured(ref, AMOUNT));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void whatIsHeldIsLetGo() {
        var ref = authorized();
        var cancel = new Cancel(key(), ref, false);
        assertThat(provider().cancel(cancel)).isEqualTo(new Canceled(ref));
        assertThat(provider().cancel(cancel)).isEqualTo(new Canceled(ref));
        assertThat(provider().read(ref)).isEqualTo(new Canceled(ref));
    }

    @Test
    void cancelingWhatIsTakenTellsThatItIsTaken() {
        var ref = authorized();
        provider().capture(new Capture(key(), ref, AMOUNT, true));
        assertThat(provider().cancel(new Cancel(key(), ref, false))).isEqualTo(new Captured(ref, AMOUNT));
    }

    @Test
    void oneKeyGivesBackOnce() {
        var ref = authorized();
        provider().capture(new Capture(key(), ref, AMOUNT, true));
        var refund = new RefundCommand(key(), ref, new Money(5_000, "KWD"));
        loseNextAnswer();
        assertThat(provider().refund(refund)).isInstanceOf(Unknown.class);
        var answer = provider().refund(refund);
        assertThat(answer).isInstanceOfSatisfying(RefundAnswer.Stands.class, stands -> {
            assertThat(stands.amount()).isEqualTo(refund.amount());
            assertThat(provider().readRefund(stands.ref())).isEqualTo(stands);
        });
        assertThat(provider().refund(new RefundCommand(key(), ref, new Money(7_500, "KWD"))))
                .isInstanceOf(RefundAnswer.Stands.class);
        assertThat(provider().refund(new RefundCommand(key(), ref, new Money(10, "KWD"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsNotTakenIsNotGivenBack() {
        assertThat(provider().refund(new RefundCommand(key(), authorized(), AMOUNT)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void lookingAtAnUnknownPaymentIsNoFact() {
        assertThat(provider().read("pi_never_heard_of")).isNotInstanceOf(Fact.class);
    }
}
