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
import io.aman.payment.provider.ProviderCommand.Create;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a payment may rely on, whoever the provider is. */
public abstract class PaymentProviderContract {

    protected static final URI BACK = URI.create("https://shop.example/return");

    protected abstract PaymentProvider provider();

    /** The provider again, where nobody listens. */
    protected abstract PaymentProvider unreachable();

    /** Lets the next call take effect and its answer get lost. */
    protected abstract void loseNextAnswer();

    /** Lets the next call get lost on its way. */
    protected abstract void loseNextCall();

    /** What a payment is about; the provider takes it. */
    protected abstract Money amount();

    /** Confirms until the amount is held, and gives the last answer. */
    protected abstract ProviderAnswer hold(String ref);

    /** Confirms with something that is declined, and gives the last answer. */
    protected abstract ProviderAnswer decline(String ref);

    /** Confirms where the payer must act first. */
    protected abstract ProviderAnswer challenge(String ref);

    /** How often money was taken for {@code ref}, as the provider's books say. */
    protected abstract int captures(String ref);

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    private Create create() {
        return new Create(key(), "pay_" + UUID.randomUUID(), amount(), null, BACK);
    }

    protected String created() {
        var answer = provider().create(create());
        assertThat(answer).isInstanceOf(Created.class);
        return ((Created) answer).ref();
    }

    protected String authorized() {
        var ref = created();
        assertThat(hold(ref)).isEqualTo(new Authorized(ref, amount()));
        return ref;
    }

    protected Money part(long minor) {
        return new Money(minor, amount().currency());
    }

    @Test
    void createdConfirmedCaptured() {
        var ref = authorized();
        assertThat(provider().capture(new Capture(key(), ref, amount(), true))).isEqualTo(new Captured(ref, amount()));
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, amount()));
    }

    @Test
    void aPartIsTakenAndTheRestLetGo() {
        var ref = authorized();
        var part = part(5_000);
        assertThat(provider().capture(new Capture(key(), ref, part, true))).isEqualTo(new Captured(ref, part));
    }

    @Test
    void oneKeyHasOneEffectAndOneAnswer() {
        var create = create();
        assertThat(provider().create(create)).isEqualTo(provider().create(create));
        var ref = authorized();
        var capture = new Capture(key(), ref, amount(), true);
        assertThat(provider().capture(capture)).isEqualTo(provider().capture(capture));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aDeclineIsToldFromTheNextOne() {
        var ref = created();
        var first = decline(ref);
        assertThat(first).isInstanceOf(Declined.class);
        assertThat(provider().read(ref)).isIn(first, new Created(ref)); // not every provider keeps it
        var second = decline(ref);
        assertThat(((Declined) second).evidence()).isNotEqualTo(((Declined) first).evidence());
        assertThat(hold(ref)).isInstanceOf(Authorized.class);
    }

    @Test
    void anOwnerWhoMustActIsToldWhere() {
        var ref = created();
        var answer = challenge(ref);
        assertThat(answer).isInstanceOf(RequiresAction.class);
        assertThat(((RequiresAction) answer).action().type()).isNotBlank();
    }

    @Test
    void aLostAnswerIsUnknownAndTheSameKeyFindsOutWhatHappened() {
        var ref = authorized();
        var capture = new Capture(key(), ref, amount(), true);
        loseNextAnswer();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, amount()));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, amount()));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aLostCallIsUnknownAndTheSameKeyMayBeSentAgain() {
        var ref = authorized();
        var capture = new Capture(key(), ref, amount(), true);
        loseNextCall();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Authorized(ref, amount()));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, amount()));
    }

    @Test
    void whoCannotBeReachedWasNotAsked() {
        assertThat(unreachable().create(create())).isInstanceOf(NotSent.class);
    }

    @Test
    void capturingWhatIsCapturedAlreadyTellsHowItStands() {
        var ref = authorized();
        assertThat(provider().capture(new Capture(key(), ref, amount(), true))).isInstanceOf(Captured.class);
        assertThat(provider().capture(new Capture(key(), ref, amount(), true))).isEqualTo(new Captured(ref, amount()));
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
        provider().capture(new Capture(key(), ref, amount(), true));
        assertThat(provider().cancel(new Cancel(key(), ref, false))).isEqualTo(new Captured(ref, amount()));
    }

    @Test
    void oneKeyGivesBackOnce() {
        var ref = authorized();
        provider().capture(new Capture(key(), ref, amount(), true));
        var refund = new RefundCommand(key(), ref, part(5_000));
        loseNextAnswer();
        assertThat(provider().refund(refund)).isInstanceOf(Unknown.class);
        var answer = provider().refund(refund);
        assertThat(answer).isInstanceOfSatisfying(RefundAnswer.Stands.class, stands -> {
            assertThat(stands.amount()).isEqualTo(refund.amount());
            assertThat(provider().readRefund(stands.ref())).isEqualTo(stands);
        });
        assertThat(provider().refund(new RefundCommand(key(), ref, part(7_500))))
                .isInstanceOf(RefundAnswer.Stands.class);
        assertThat(provider().refund(new RefundCommand(key(), ref, part(10)))).isInstanceOf(Refused.class);
    }

    @Test
    void whatIsNotTakenIsNotGivenBack() {
        assertThat(provider().refund(new RefundCommand(key(), authorized(), amount())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void lookingAtAnUnknownPaymentIsNoFact() {
        assertThat(provider().read("pi_never_heard_of")).isNotInstanceOf(Fact.class);
    }
}
