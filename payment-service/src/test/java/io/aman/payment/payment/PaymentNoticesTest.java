package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.HALF;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.asked;
import static io.aman.payment.payment.PaymentFixture.authorized;
import static io.aman.payment.payment.PaymentFixture.captured;
import static io.aman.payment.payment.PaymentFixture.capturing;
import static io.aman.payment.payment.PaymentFixture.created;
import static io.aman.payment.payment.PaymentFixture.notice;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a provider tells of a payment unasked, in any order and however late. */
class PaymentNoticesTest {

    @Nested
    class Notices {

        @Test
        void whatThePaymentKnowsAlreadyChangesNothing() {
            var payment = captured();
            payment.noticed(new Captured(REF, AMOUNT), notice("evt_1"));
            assertThat(payment.isChanged()).isFalse();
        }

        @Test
        void aStaleOneIsAuditedOnceAndChangesNoState() {
            var payment = captured();
            payment.noticed(new Authorized(REF, AMOUNT), notice("evt_1"));
            payment.noticed(new Authorized(REF, AMOUNT), notice("evt_1"));
            assertThat(payment.progress().state()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.newEvents()).isEmpty();
            assertThat(payment.newEntries()).singleElement().satisfies(entry -> {
                assertThat(entry.action()).isEqualTo("IGNORED_STALE");
                assertThat(entry.actor()).isEqualTo("provider:stripe");
                assertThat(entry.evidence()).isEqualTo("evt_1");
            });
        }

        @Test
        void oneThatOvertakesTheAnswerToCreateTellsTheProvidersId() {
            var payment = asked();
            payment.noticed(new Created(REF), notice("evt_1"));
            assertThat(payment.progress().providerRef()).isEqualTo(REF);
            assertThat(payment.progress().openAttempt()).isEmpty();
            assertThat(payment.newEvents()).hasSize(1);
            payment.answered("op-create", new Created(REF), BY_USER);
            assertThat(payment.newEvents()).hasSize(1);
        }

        @Test
        void moreMoneyThanWasAuthorizedIsNotBelieved() {
            var payment = authorized();
            payment.noticed(new Captured(REF, AMOUNT.plus(AMOUNT)), notice("evt_1"));
            payment.noticed(new Captured(REF, new Money(12_500, "BHD")), notice("evt_2"));
            assertThat(payment.progress().state()).isEqualTo(PaymentState.AUTHORIZED);
            assertThat(payment.newEntries())
                    .extracting(AuditEntry::action)
                    .containsExactly("IGNORED_IMPOSSIBLE", "IGNORED_IMPOSSIBLE");
        }

        @Test
        void anotherIntentIsNeverTakenForOurs() {
            assertThatThrownBy(() -> created().noticed(new Canceled("pi_other"), notice("evt_1")))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void aCancellationEndsThePaymentAndItsAttempt() {
            var payment = capturing("t1");
            payment.noticed(new Canceled(REF), notice("evt_1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.CANCELED);
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .singleElement()
                    .isInstanceOf(PaymentEvent.Canceled.class);
        }
    }

    @Nested
    class LateNews {

        private Payment canceled() {
            var payment = authorized();
            payment.noticed(new Canceled(REF), notice("evt_c"));
            return stored(payment);
        }

        @Test
        void moneyThatIsReadAfterTheEndIsBelievedAndMarked() {
            var payment = canceled();
            payment.noticed(new Captured(REF, AMOUNT), notice("evt_1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.progress().lateSuccess()).isTrue();
            assertThat(payment.newEntries())
                    .extracting(AuditEntry::reason)
                    .containsExactly("late success: the payment had counted as over");
        }

        @Test
        void aCaptureThatTheProviderTookBackCancelsAndIsTold() {
            var payment = captured();
            payment.noticed(new Voided(REF), notice("evt_1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.CANCELED);
            assertThat(payment.progress().captured().isPositive()).isFalse();
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .containsExactly(new PaymentEvent.CaptureVoided(payment.id().value(), "usr_1", AMOUNT, "stripe"));
        }

        @Test
        void whatWasGivenBackInPartCannotBeTakenBackAsAWhole() {
            var payment = captured();
            payment.beginRefund("r1", 100L, new RefundSources.Whole(), null, BY_USER, SCHEDULE);
            payment.refundAnswered("r1", given("r1", 100), BY_USER);
            payment.noticed(new Voided(REF), notice("evt_1"));
            assertThat(payment.progress().state()).isEqualTo(PaymentState.CAPTURED);
        }

        private RefundAnswer given(String id, long minor) {
            return new RefundAnswer.Stands("re_" + id, new Money(minor, "KWD"), RefundAnswer.State.SUCCEEDED, null);
        }

        private Payment voidedWhileARefundIsUnanswered() {
            var payment = captured();
            payment.beginRefund("r1", HALF.amountMinor(), new RefundSources.Whole(), null, BY_USER, SCHEDULE);
            payment.refundAnswered("r1", new Unknown("no answer"), BY_USER);
            payment.noticed(new Voided(REF), notice("evt_1"));
            return stored(payment);
        }

        @Test
        void aVoidIsBelievedWhileARefundIsUnansweredWhichStaysOpen() {
            var payment = voidedWhileARefundIsUnanswered();
            assertThat(payment.shownState()).isEqualTo(PaymentState.CANCELED);
            assertThat(payment.progress().captured().isPositive()).isFalse();
            assertThat(payment.progress().refund("r1").orElseThrow().state()).isEqualTo(RefundState.REQUESTED);
            assertThatThrownBy(() -> payment.beginRefund("r2", 1L, new RefundSources.Whole(), null, BY_USER, SCHEDULE))
                    .isInstanceOf(PaymentError.NotRefundable.class);
        }

        @Test
        void whatSeveralRefundsGaveBackHadAllBeenTaken() {
            var payment = captured();
            for (var refund : List.of("r1", "r2")) {
                payment.beginRefund(refund, HALF.amountMinor(), new RefundSources.Whole(), null, BY_USER, SCHEDULE);
                payment.refundAnswered(refund, new Unknown("no answer"), BY_USER);
            }
            payment.noticed(new Voided(REF), notice("evt_1"));
            payment.refundSettled("r1", true, BY_USER);
            payment.refundSettled("r2", true, BY_USER);
            assertThat(payment.progress().refunded()).isEqualTo(HALF.plus(HALF));
            assertThat(payment.progress().captured()).isEqualTo(HALF.plus(HALF));
            assertThat(payment.shownState()).isEqualTo(PaymentState.REFUNDED);
        }

        @Test
        void aPersonSettlesARefundThatWasNotCarriedOut() {
            var payment = voidedWhileARefundIsUnanswered();
            payment.refundSettled("r1", false, BY_USER);
            payment.refundSettled("r1", true, BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.CANCELED);
            assertThat(payment.progress().refund("r1").orElseThrow().failure()).isEqualTo("not_carried_out");
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .singleElement()
                    .isInstanceOf(PaymentEvent.RefundFailed.class);
        }

        /** Whether a person found that out or the provider says it late: what was given back had been taken. */
        @Test
        void aRefundThatWasCarriedOutProvesItsPartOfTheCapture() {
            var byPerson = voidedWhileARefundIsUnanswered();
            byPerson.refundSettled("r1", true, BY_USER);
            var byProvider = voidedWhileARefundIsUnanswered();
            byProvider.refundNoticed("r1", given("r1", HALF.amountMinor()), BY_USER);
            for (var payment : List.of(byPerson, byProvider)) {
                assertThat(payment.shownState()).isEqualTo(PaymentState.REFUNDED);
                assertThat(payment.progress().captured()).isEqualTo(HALF);
                assertThat(payment.progress().refunded()).isEqualTo(HALF);
                assertThat(payment.progress().refundable().isPositive()).isFalse();
                assertThat(payment.newEvents())
                        .extracting(OutboxEvent::event)
                        .hasExactlyElementsOfTypes(PaymentEvent.Captured.class, PaymentEvent.Refunded.class);
                payment.noticed(new Voided(REF), notice("evt_2"));
                assertThat(payment.shownState()).isEqualTo(PaymentState.REFUNDED);
            }
        }

        @Test
        void aHoldThatLapsedExpires() {
            var payment = authorized();
            payment.noticed(new Expired(REF), notice("evt_1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.EXPIRED);
        }

        @Test
        void onlyWhatTheProviderNeverHeardOfExpiresAtTheEnd() {
            var late = Cause.system("reconciliation", NOW.plus(Duration.ofDays(8)), null);
            for (var answer : List.of(new Absent("not found"), new Unknown("no answer"))) {
                var payment = created();
                payment.beginConfirm("c1", CARD, BY_USER, SCHEDULE);
                payment.looked("c1", answer, late, SCHEDULE);
                assertThat(payment.progress().state())
                        .isEqualTo(answer instanceof Absent ? PaymentState.EXPIRED : PaymentState.CREATED);
            }
        }

        @Test
        void aDisputeStandsBesideTheStateAndIsToldOnce() {
            var payment = captured();
            payment.disputeNoticed(DisputeStatus.OPEN, notice("evt_1"));
            payment.disputeNoticed(DisputeStatus.OPEN, notice("evt_2"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.progress().dispute()).isEqualTo(DisputeStatus.OPEN);
            assertThat(payment.newEvents()).hasSize(1);
        }

        @Test
        void aRefundMadeAtTheProviderIsTakenOverOnce() {
            var payment = captured();
            var row =
                    new RefundList.Row(null, new RefundAnswer.Stands("re_9", HALF, RefundAnswer.State.SUCCEEDED, null));
            payment.refundsListed(List.of(row), notice("evt_1"), SCHEDULE);
            payment.refundsListed(List.of(row), notice("evt_2"), SCHEDULE);
            assertThat(payment.progress().refunded()).isEqualTo(HALF);
            assertThat(payment.shownState()).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
            assertThat(payment.newEvents()).hasSize(1);
        }

        /** It was sent, its answer is lost, and the provider's list has it: not a second one. */
        @Test
        void oursInTheListIsNotTakenOverASecondTime() {
            var payment = captured();
            payment.beginRefund("r1", HALF.amountMinor(), new RefundSources.Whole(), null, BY_USER, SCHEDULE);
            var row =
                    new RefundList.Row("r1", new RefundAnswer.Stands("re_9", HALF, RefundAnswer.State.SUCCEEDED, null));
            payment.refundsListed(List.of(row), notice("evt_1"), SCHEDULE);
            assertThat(payment.progress().refunds()).singleElement().satisfies(refund -> {
                assertThat(refund.id()).isEqualTo("r1");
                assertThat(refund.state()).isEqualTo(RefundState.SUCCEEDED);
            });
        }
    }
}
