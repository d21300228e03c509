package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.payment.audit.AuditEntry;
import io.aman.payment.payment.FakeProvider.Crash;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Crashes, lost calls and overtaking notices: whatever happens, one effect and one event. */
class OpenOutcomesTest extends AskedPayments {

    private List<String> trail(PaymentId id) {
        return new MongoTrails(mongo)
                .find(id.value()).orElseThrow().entries().stream()
                        .map(AuditEntry::action)
                        .toList();
    }

    private boolean notice(PaymentId id, String eventId) {
        var ref = outcomes.find("stripe", "pi_1", id.value());
        return outcomes.afterNotice(
                ref.orElseThrow(),
                "pi_1",
                Notice.Subject.PAYMENT,
                Cause.notice("stripe", eventId, clock.instant(), null));
    }

    @Test
    void theWholePath() {
        var id = authorized();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(trail(id))
                .containsExactly(
                        "CREATE_ASKED",
                        "CREATE_ANSWERED",
                        "CONFIRM_ASKED",
                        "CONFIRM_ANSWERED",
                        "CAPTURE_ASKED",
                        "CAPTURE_ANSWERED");
    }

    @Test
    void aCrashBeforeOrAfterTheProvidersEffectIsMadeGoodByTheSameOperation() {
        provider.crashBeforeNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        var id = create("op").id();
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> confirm(id, "op2"));
        confirm(id, "op2");
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);

        assertThat(provider.effects()).isEqualTo(3);
        assertThat(provider.payments()).isEqualTo(1);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
    }

    @Test
    void aCrashAfterWhichNobodyComesBackIsMadeGoodByReconciliation() {
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> create("op"));
        var id = PaymentId.createdBy("op");
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CREATED);
        provider.crashBeforeNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> confirm(id, "op2"));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.AUTHORIZED);
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);

        assertThat(provider.effects()).isEqualTo(3);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(new MongoTrails(mongo)
                        .find(id.value())
                        .orElseThrow()
                        .entries()
                        .getLast()
                        .actor())
                .isEqualTo("system:reconciliation");
    }

    @Test
    void aLostAnswerIsFoundOutLater() {
        var id = authorized();
        provider.nextAnswerIsLost();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        assertThatThrownBy(() -> capture(id, "other")).isInstanceOf(PaymentError.AttemptInProgress.class);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(provider.effects()).isEqualTo(3);
        assertThat(provider.sends()).isEqualTo(3); // looked at, not asked for again
    }

    @Test
    void aLostCallIsSentAgainUnderTheSameKey() {
        var id = authorized();
        provider.nextIsLost();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(provider.effects()).isEqualTo(3);
    }

    @Test
    void anOldKeyIsNotSentAgain() {
        var id = authorized();
        provider.nextIsLost();
        capture(id, "op3");
        clock.advance(Duration.ofDays(1));
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PROCESSING);
        assertThat(provider.sends()).isEqualTo(3);
    }

    @Test
    void whatWasCertainlyNotSentIsUnavailableAndTheSameOperationMayTryAgain() {
        provider.nextIsNotSent();
        assertThatThrownBy(() -> create("op")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        var id = create("op").id();
        provider.nextIsNotSent();
        assertThatThrownBy(() -> confirm(id, "op2")).isInstanceOf(PaymentError.ProviderUnavailable.class);
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CREATED);
        assertThat(confirm(id, "op2").shownState()).isEqualTo(PaymentState.AUTHORIZED);
    }

    @Test
    void afterAnEarlierSendAFailureToSendIsUnknown() {
        var id = authorized();
        provider.crashAfterNext();
        assertThatExceptionOfType(Crash.class).isThrownBy(() -> capture(id, "op3"));
        provider.nextIsNotSent();
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
    }

    @Test
    void aNoticeThatOvertakesTheAnswerDoublesNothing() {
        var id = PaymentId.createdBy("op");
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_1")).isTrue());
        assertThat(create("op").shownState()).isEqualTo(PaymentState.CREATED);
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_2")).isTrue());
        assertThat(confirm(id, "op2").shownState()).isEqualTo(PaymentState.AUTHORIZED);
        provider.beforeNextAnswer(() -> assertThat(notice(id, "evt_3")).isTrue());
        assertThat(capture(id, "op3").shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.authorized.v1", "payment.captured.v1");
        assertThat(trail(id)).filteredOn("NOTICED"::equals).hasSize(3);
    }

    @Test
    void noticesInAnyOrderAndNumberChangeNothingTwice() {
        var id = authorized();
        capture(id, "op3");
        var before = now(id).version();
        for (var event : List.of("evt_3", "evt_1", "evt_2", "evt_1")) {
            assertThat(notice(id, event)).isTrue();
        }
        assertThat(now(id).version()).isEqualTo(before);
    }

    @Test
    void whatWasReadWhileThePaymentChangedIsReadAgain() {
        var id = authorized();
        provider.whileReading(() -> {
            provider.whileReading(() -> {});
            capture(id, "op3");
        });
        assertThat(notice(id, "evt_1")).isTrue();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.CAPTURED);
        assertThat(trail(id)).doesNotContain("IGNORED_STALE");
    }

    @Test
    void aDeclinedAttemptIsFollowedByAnother() {
        var id = create("op").id();
        confirm.confirm(payments.require(id), new PaymentMethodToken("pm_bad"), KeyedOperation.of("op2"), cause());
        assertThat(now(id).shownState()).isEqualTo(PaymentState.FAILED);
        provider.nextIsLost();
        assertThat(confirm(id, "op3").shownState()).isEqualTo(PaymentState.PROCESSING);
        notice(id, "evt_late_decline_of_the_first");
        assertThat(now(id).shownState()).isEqualTo(PaymentState.PROCESSING);
        reconcile();
        assertThat(now(id).shownState()).isEqualTo(PaymentState.AUTHORIZED);
        assertThat(told(id)).containsExactly("payment.created.v1", "payment.failed.v1", "payment.authorized.v1");
    }

    @Test
    void oneHundredCapturesAtOnceTakeMoneyOnce() throws Exception {
        var id = authorized();
        AtOnce.<Object>run(100, n -> {
            try {
                return capture(id, "op-" + n).shownState();
            } catch (PaymentError.AttemptInProgress | PaymentError.NotCapturable e) {
                return e;
            }
        });
        assertThat(provider.effects()).isEqualTo(3);
        assertThat(told(id)).filteredOn("payment.captured.v1"::equals).hasSize(1);
        assertThat(trail(id)).filteredOn("CAPTURE_ASKED"::equals).hasSize(1);
    }

    @Test
    void oneHundredRunsOfOneOperationMakeOnePayment() throws Exception {
        AtOnce.run(100, _ -> create("op").id());
        assertThat(provider.payments()).isEqualTo(1);
        assertThat(told(PaymentId.createdBy("op"))).containsExactly("payment.created.v1");
    }
}
