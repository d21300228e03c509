package io.aman.payment.payment;

import static io.aman.payment.payment.OperatorAction.ACKNOWLEDGE;
import static io.aman.payment.payment.OperatorAction.CANCEL;
import static io.aman.payment.payment.OperatorAction.CHECK_NOW;
import static io.aman.payment.payment.OperatorAction.REFUND;
import static io.aman.payment.payment.OperatorAction.RESUME_CHECKS;
import static io.aman.payment.payment.OperatorAction.WAS_NOT_REFUNDED;
import static io.aman.payment.payment.OperatorAction.WAS_REFUNDED;
import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aman.payment.audit.AuditEntry;
import io.aman.payment.payment.FakeProvider.Crash;
import io.aman.payment.payment.PaymentError.ActionNotOffered;
import io.aman.payment.payment.PaymentError.NotFound;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators see of outcomes that are not known, and what they can do about them. */
class OutcomeInboxTest extends AskedPayments {

    private final OutcomeInbox inbox = new OutcomeInbox(payments, outcomes, refund, cancel);

    private Cause operator() {
        return new Cause("user:usr_op", clock.instant(), "203.0.113.9", null, null);
    }

    private PaymentId capturing() {
        var id = authorized();
        provider.nextIsLost();
        return capture(id, "op3").id();
    }

    private PaymentId givenUp() {
        var id = capturing();
        lookUntilGivenUp(id);
        return id;
    }

    private void lookUntilGivenUp(PaymentId id) {
        for (int look = 0; payments.require(id).progress().nextCheckAt() != null; look++) {
            assertThat(look).isLessThan(20);
            provider.nextIsLost();
            reconcile();
        }
    }

    private List<UnknownOutcome> listed() {
        return payments.unknown(null, 10).stream()
                .flatMap(payment -> UnknownOutcome.of(payment.id(), payment.progress()).stream())
                .toList();
    }

    private UnknownOutcome only() {
        assertThat(listed()).hasSize(1);
        return listed().getFirst();
    }

    private Payment perform(UnknownOutcome outcome, OperatorAction action) {
        return perform(outcome.id(), action, "op-" + action);
    }

    private Payment perform(String id, OperatorAction action, String operation) {
        return inbox.perform(id, action, "asked by the bank", operation, operator());
    }

    private List<AuditEntry> byOperator(PaymentId id) {
        return new MongoTrails(mongo)
                .find(id.value()).orElseThrow().entries().stream()
                        .filter(entry -> entry.actor().equals("user:usr_op"))
                        .toList();
    }

    @Test
    void anOpenOutcomeIsListedAfterItsFirstCheckWithWhatTheProviderSaid() {
        var id = capturing();
        assertThat(listed()).isEmpty();
        provider.nextIsLost();
        reconcile();
        var outcome = only();
        assertThat(outcome.id()).isEqualTo(id.value());
        assertThat(outcome.about()).isEqualTo("CAPTURE");
        assertThat(outcome.checks()).isEqualTo(1);
        assertThat(outcome.lastLook().answer()).isEqualTo("Unknown: no answer");
        assertThat(outcome.nextCheckAt()).isAfter(clock.instant());
        assertThat(outcome.actions()).containsExactly(CHECK_NOW);
    }

    @Test
    void whatWasGivenUpStaysOpenAndListedUntilItIsKnown() {
        var id = givenUp();
        assertThat(payments.require(id).shownState()).isEqualTo(PaymentState.PROCESSING);
        var outcome = only();
        assertThat(outcome.nextCheckAt()).isNull();
        assertThat(outcome.actions()).containsExactly(CHECK_NOW, RESUME_CHECKS);
        assertThat(outcomes.claimDue(Duration.ofMinutes(1))).isEmpty();

        var known = perform(outcome, CHECK_NOW);
        assertThat(known.shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(listed()).isEmpty();
    }

    @Test
    void whoDidItAndWhyIsWrittenEvenWhereItFindsOutNothing() {
        var id = givenUp();
        provider.nextIsLost();
        perform(only(), CHECK_NOW);
        assertThat(only().nextCheckAt()).isNull();
        assertThat(byOperator(id)).first().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("OPERATOR_CHECK_NOW");
            assertThat(entry.reason()).isEqualTo(id.value());
            assertThat(entry.note()).isEqualTo("asked by the bank");
            assertThat(entry.address()).isEqualTo("203.0.113.9");
        });
    }

    @Test
    void resumedChecksGoOnByThemselvesAndAreGivenUpAgainInTheEnd() {
        var id = givenUp();
        provider.nextIsLost();
        perform(only(), RESUME_CHECKS);
        assertThat(only().nextCheckAt()).isAfter(clock.instant());
        lookUntilGivenUp(id);
        assertThat(perform(only(), RESUME_CHECKS).shownState()).isEqualTo(PaymentState.CAPTURED);
    }

    @Test
    void whatWouldNotBeSafeIsRefusedAndChangesNothing() {
        var id = givenUp();
        var before = payments.require(id);
        for (var unsafe : List.of(REFUND, CANCEL, ACKNOWLEDGE)) {
            assertThatExceptionOfType(ActionNotOffered.class)
                    .isThrownBy(() -> perform(only(), unsafe))
                    .satisfies(e -> assertThat(e.offered).containsExactly("check-now", "resume-checks"));
        }
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> perform(id + ".late", ACKNOWLEDGE, "op9"));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> perform("pay_none", CHECK_NOW, "op9"));
        assertThat(payments.require(id).version()).isEqualTo(before.version());
    }

    @Test
    void aRefundWhoseKeyIsTooOldIsLookedForAndNeverSentAgain() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 2_500L, "op4");
        clock.advance(Duration.ofDays(2));
        reconcile();
        var outcome = only();
        assertThat(outcome.about()).isEqualTo("REFUND");
        assertThat(outcome.id()).isEqualTo(id + "." + Refund.idOf("op4"));
        var sends = provider.sends();
        perform(outcome, CHECK_NOW);
        perform(only(), RESUME_CHECKS);
        assertThat(provider.sends()).isEqualTo(sends);
        assertThat(only().lastLook().answer()).isEqualTo("Unknown: its key is too old, or it has none");
    }

    private UnknownOutcome refundGivenUp() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 2_500L, "op4");
        clock.advance(Duration.ofDays(2)); // its key is too old
        lookUntilGivenUp(id);
        return only();
    }

    @Test
    void onlyWhereNobodyAsksAnyMoreAPersonSaysWhatBecameOfARefund() {
        var outcome = refundGivenUp();
        assertThat(outcome.actions()).containsExactly(CHECK_NOW, RESUME_CHECKS, WAS_REFUNDED, WAS_NOT_REFUNDED);
        var after = perform(outcome, WAS_REFUNDED);
        assertThat(after.shownState()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
        assertThat(listed()).isEmpty();
        assertThat(byOperator(after.id()))
                .extracting(AuditEntry::action)
                .containsExactly("OPERATOR_WAS_REFUNDED", "REFUND_SETTLED");
        assertThat(byOperator(after.id()).getFirst().note()).isEqualTo("asked by the bank");
    }

    @Test
    void whatWasNotGivenBackMayBeGivenBackAgain() {
        var after = perform(refundGivenUp(), WAS_NOT_REFUNDED);
        assertThat(after.shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(after.progress().refundable()).isEqualTo(AMOUNT);
        assertThat(listed()).isEmpty();
        assertThat(provider.givenBack()).isZero();
    }

    @Test
    void aRefundThatIsStillAskedAboutIsNoPersonsToSettle() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 2_500L, "op4");
        provider.nextIsLost();
        reconcile();
        assertThatExceptionOfType(ActionNotOffered.class).isThrownBy(() -> perform(only(), WAS_NOT_REFUNDED));
    }

    @Test
    void aRefundOfWhatTheProviderTookBackIsSettledAtOnce() {
        var id = captured();
        provider.nextIsLost();
        refund(id, 2_500L, "op4");
        provider.nextIsLost();
        reconcile();
        provider.standsAs(new Voided("pi_1"));
        outcomes.afterNotice(
                id, "pi_1", Notice.Subject.PAYMENT, Cause.notice("stripe", "evt_1", clock.instant(), null));
        assertThat(payments.require(id).shownState()).isEqualTo(PaymentState.CANCELED);
        assertThat(perform(only(), WAS_NOT_REFUNDED).shownState()).isEqualTo(PaymentState.CANCELED);
        assertThat(listed()).isEmpty();
    }

    private PaymentId lateSuccess() {
        var id = authorized();
        cancel.cancel(payments.require(id), KeyedOperation.of("op3"), cause());
        clock.advance(Duration.ofMinutes(5));
        provider.standsAs(new Captured("pi_1", AMOUNT));
        outcomes.afterNotice(
                id, "pi_1", Notice.Subject.PAYMENT, Cause.notice("stripe", "evt_1", clock.instant(), null));
        return id;
    }

    @Test
    void aLateSuccessIsListedUntilSomebodyAcknowledgesIt() {
        var id = lateSuccess();
        var outcome = only();
        assertThat(outcome.about()).isEqualTo("LATE_SUCCESS");
        assertThat(outcome.since()).isEqualTo(clock.instant());
        assertThat(outcome.actions()).containsExactly(REFUND, ACKNOWLEDGE);
        perform(outcome, ACKNOWLEDGE);
        assertThat(listed()).isEmpty();
        assertThat(payments.require(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(byOperator(id)).extracting(AuditEntry::action).containsExactly("OPERATOR_ACKNOWLEDGE");
    }

    @Test
    void aLateSuccessIsGivenBackOnceThoughTheOperatorsCallCrashes() {
        var id = lateSuccess();
        var outcome = only();
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> perform(outcome.id(), REFUND, "op9"));
        perform(outcome.id(), REFUND, "op9");
        assertThat(provider.givenBack()).isEqualTo(AMOUNT.amountMinor());
        assertThat(listed()).isEmpty();
        assertThat(payments.require(id).shownState()).isEqualTo(PaymentState.REFUNDED);
        assertThat(byOperator(id))
                .extracting(AuditEntry::action)
                .filteredOn("OPERATOR_REFUND"::equals)
                .hasSize(1);
    }

    @Test
    void aPayerWhoNeverCameIsListedOnceNobodyLooksAndCanBeGivenUpByCanceling() {
        var id = create("op").id();
        payments.change(id, payment -> payment.beginConfirm("op2-confirm", CARD, cause(), SCHEDULE));
        var waits = new RequiresAction("pi_1", new NextAction("redirect_to_url", "https://bank.example"));
        payments.change(id, payment -> payment.answered("op2-confirm", waits, cause()));
        provider.standsAs(waits);
        reconcile();
        assertThat(listed()).isEmpty();
        for (int look = 0; look < 12; look++) {
            reconcile();
        }
        assertThat(only().actions()).containsExactly(CHECK_NOW, RESUME_CHECKS, CANCEL);
        assertThat(perform(only(), CANCEL).shownState()).isEqualTo(PaymentState.CANCELED);
        assertThat(listed()).isEmpty();
    }
}
