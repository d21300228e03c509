package io.aman.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.delivery.Delivery;
import io.aman.notification.delivery.Outcome;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.delivery.Provider;
import io.aman.notification.recipient.Address;
import io.aman.notification.template.Category;
import io.aman.notification.template.Language;
import io.aman.notification.template.Message;
import io.aman.platform.Ids;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every provider of every channel keeps, each against a stand-in that remembers what it took. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChannelContract {

    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

    /** A provider that is set up, and whose stand-in is well. */
    protected abstract Provider provider();

    /** The same where nobody listens. */
    protected abstract Provider awayProvider();

    /** Somebody who can be reached; not the same at each call. */
    protected abstract Address reachable();

    /** Somebody whom the stand-in refuses at once, for good. */
    protected abstract Address refused();

    /** What the stand-in took for an address, as texts in which the message is to be found. */
    protected abstract List<String> taken(Address to);

    /** The next message is taken, and no answer comes. */
    protected abstract void takeTheNextAndSayNothing();

    /** The next message is not taken: too much for now. */
    protected abstract void refuseTheNextForNow();

    /** Whose address it is; anybody's, where that makes no difference. */
    protected String owner(Address to) {
        return Ids.random("usr_");
    }

    /**
     * Whether its addresses lead to many services, so that what is wrong with one speaks against none of the others, and
     * repeats do no harm: then nothing is worse than deferred.
     */
    protected boolean leadsToMany() {
        return false;
    }

    /** A part of what is sent that must be found in what was taken. */
    protected String visible(Message message) {
        return message.summary();
    }

    @Test
    void aMessageIsTakenOnceWithItsText() {
        var to = reachable();
        var delivery = delivery(to);

        var outcome = provider().send(delivery, 1);

        assertThat(outcome).isInstanceOf(Sent.class);
        assertThat(taken(to)).singleElement().asString().contains(visible(delivery.message()));
    }

    @Test
    void whatIsRefusedForGoodIsNotTaken() {
        var to = refused();

        var outcome = provider().send(delivery(to), 1);

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).unreachable()).isTrue();
        assertThat(taken(to)).isEmpty();
        assertTellsNothing(outcome, to);
    }

    @Test
    void anAnswerThatStaysAwayLeavesADoubt() {
        var to = reachable();
        takeTheNextAndSayNothing();

        var outcome = provider().send(delivery(to), 1);

        assertThat(outcome).isInstanceOf(leadsToMany() ? Deferred.class : Unknown.class);
        assertThat(taken(to)).hasSize(1);
        assertTellsNothing(outcome, to);
    }

    @Test
    void aProviderThatTakesNothingForNowHasTakenNothing() {
        var to = reachable();
        refuseTheNextForNow();

        var outcome = provider().send(delivery(to), 1);

        assertThat(outcome).isInstanceOf(leadsToMany() ? Deferred.class : Unavailable.class);
        assertThat(taken(to)).isEmpty();
        assertTellsNothing(outcome, to);
    }

    @Test
    void whoCannotBeConnectedHasTakenNothing() {
        var to = reachable();

        var outcome = awayProvider().send(delivery(to), 1);

        assertThat(outcome).isInstanceOf(leadsToMany() ? Deferred.class : Unavailable.class);
        assertTellsNothing(outcome, to);
    }

    /** Reasons are codes: they quote neither address nor text. */
    private static void assertTellsNothing(Outcome outcome, Address to) {
        var reason = switch (outcome) {
            case Sent _ -> "sent-ok";
            case Refused refused -> refused.reason();
            case Deferred deferred -> deferred.reason();
            case Unavailable unavailable -> unavailable.reason();
            case Unknown unknown -> unknown.reason();
        };
        assertThat(reason).matches(CODE);
        assertThat(outcome.toString()).doesNotContain(to.value());
    }

    protected final Delivery delivery(Address to) {
        return new Delivery(
                Ids.random("dlv_"),
                "any",
                owner(to),
                "payment-receipt",
                Category.PAYMENTS,
                Ids.random("evt_"),
                to,
                new Message(
                        Language.ARABIC,
                        "إيصال الدفع",
                        "دفعت 12.500 د.ك & شكرا",
                        "دفعت 12.500 د.ك & شكرا\nالسطر الثاني\n",
                        "<p>دفعت</p>"),
                null,
                null,
                null,
                null);
    }
}
