package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import org.junit.jupiter.api.Test;

/** What a payment may rely on besides, where the provider holds an amount until it is captured. */
public abstract class HoldingProviderContract extends PaymentProviderContract {

    /** Confirms until the amount is held, and gives the last answer. */
    protected abstract ProviderAnswer hold(String ref);

    @Override
    protected ProviderAnswer pay(String ref) {
        assertThat(hold(ref)).isEqualTo(new Authorized(ref, amount()));
        return provider().capture(whole(ref));
    }

    protected String authorized() {
        var ref = created();
        assertThat(hold(ref)).isEqualTo(new Authorized(ref, amount()));
        return ref;
    }

    private Capture whole(String ref) {
        return new Capture(key(), ref, amount(), true);
    }

    @Test
    void aPartIsTakenAndTheRestLetGo() {
        var ref = authorized();
        var part = part(5_000);
        assertThat(provider().capture(new Capture(key(), ref, part, true))).isEqualTo(new Captured(ref, part));
    }

    @Test
    void oneKeyCapturesOnce() {
        var ref = authorized();
        var capture = whole(ref);
        assertThat(provider().capture(capture)).isEqualTo(provider().capture(capture));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsUnknownAndTheSameKeyFindsOutWhatHappened() {
        var ref = authorized();
        var capture = whole(ref);
        loseNextAnswer();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Captured(ref, amount()));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, amount()));
        assertThat(captures(ref)).isEqualTo(1);
    }

    @Test
    void aLostCallIsUnknownAndTheSameKeyMayBeSentAgain() {
        var ref = authorized();
        var capture = whole(ref);
        loseNextCall();
        assertThat(provider().capture(capture)).isInstanceOf(Unknown.class);
        assertThat(provider().read(ref)).isEqualTo(new Authorized(ref, amount()));
        assertThat(provider().capture(capture)).isEqualTo(new Captured(ref, amount()));
    }

    @Test
    void nothingIsCreatedWhereNobodyListens() {
        assertThat(unreachable().create(create())).isInstanceOf(NotSent.class);
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
    void whatIsOnlyHeldIsNotGivenBack() {
        assertThat(provider().refund(new RefundCommand(key(), authorized(), amount())))
                .isInstanceOf(Refused.class);
    }
}
