package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_RECONCILIATION;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.asked;
import static io.aman.payment.payment.PaymentFixture.authorized;
import static io.aman.payment.payment.PaymentFixture.captured;
import static io.aman.payment.payment.PaymentFixture.capturing;
import static io.aman.payment.payment.PaymentFixture.confirming;
import static io.aman.payment.payment.PaymentFixture.created;
import static io.aman.payment.payment.PaymentFixture.declined;
import static io.aman.payment.payment.PaymentFixture.failed;
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
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PaymentTest {

    private static final Money HALF = new Money(6_250, "KWD");

    @Nested
    class Creating {

        @Test
        void tellsNobodyBeforeTheProviderKnowsIt() {
            assertThat(asked().newEvents()).isEmpty();
            assertThat(asked().newEntries()).singleElement().satisfies(entry -> {
                assertThat(entry.action()).isEqualTo("CREATE_ASKED");
                assertThat(entry.from()).isNull();
                assertThat(entry.actor()).isEqualTo("user:usr_1");
                assertThat(entry.address()).isEqualTo("203.0.113.7");
            });
        }

        @Test
        void isToldOnceTheProviderKnowsIt() {
            var payment = asked();
            payment.answered("op-create", new Created(REF), BY_USER);
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .containsExactly(
                            new PaymentEvent.Created(payment.id().value(), "usr_1", AMOUNT, "stripe", "order-1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.CREATED);
        }

        @Test
        void anUnknownOutcomeIsShownAsProcessingAndLeavesTheAttemptOpen() {
            var payment = asked();
            payment.answered("op-create", new Unknown("no answer"), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.PROCESSING);
            assertThat(payment.progress().state()).isEqualTo(PaymentState.CREATED);
            assertThat(payment.progress().openAttempt().orElseThrow().nextCheckAt())
                    .isEqualTo(NOW.plusSeconds(10));
        }

        @Test
        void whatWasCertainlyNotSentCanBeBegunAgainUnderTheSameId() {
            var payment = asked();
            payment.answered("op-create", new NotSent("no connection"), BY_USER);
            var again = stored(payment);
            again.beginCreate("op-create", BY_USER, SCHEDULE);
            assertThat(again.hasBegun("op-create")).isTrue();
            assertThat(again.command("op-create"))
                    .isEqualTo(
                            new ProviderCommand.Create("op-create", again.id().value(), AMOUNT, null, null));
        }
    }

    @Nested
    class Confirming {

        @Test
        void anUnknownOutcomeIsNeverADecline() {
            var payment = confirming("c1");
            payment.answered("c1", new Unknown("no answer"), BY_USER);
            assertThat(payment.progress().state()).isEqualTo(PaymentState.PROCESSING);
            assertThat(payment.progress().openAttempt()).isPresent();
            assertThat(payment.newEvents()).isEmpty();
        }

        @Test
        void aDeclineCanBeFollowedByAnotherAttempt() {
            var payment = failed();
            payment.beginConfirm("c2", CARD, BY_USER, SCHEDULE);
            payment.answered("c2", new Authorized(REF, AMOUNT), BY_USER);
            assertThat(payment.progress().state()).isEqualTo(PaymentState.AUTHORIZED);
            assertThat(payment.progress().failure()).isNull();
        }

        @Test
        void everyDeclineIsTold() {
            var payment = failed();
            payment.beginConfirm("c2", CARD, BY_USER, SCHEDULE);
            payment.answered("c2", declined("ch_2"), BY_USER);
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .singleElement()
                    .isInstanceOf(PaymentEvent.Failed.class);
            assertThat(payment.progress().openAttempt()).isEmpty();
        }

        @Test
        void moneyThatWasTakenIsOneEventWhoeverFoundItOut() {
            var asked = capturing("t1");
            asked.answered("t1", new Captured(REF, AMOUNT), BY_USER);
            var restored = authorized(); // of before it was asked for
            restored.noticed(new Captured(REF, AMOUNT), notice("evt_1"));
            assertThat(restored.newEvents().getFirst().id())
                    .isEqualTo(asked.newEvents().getLast().id());
        }

        @Test
        void anEarlierDeclineThatTheProviderStillShowsSaysNothingAboutTheNextAttempt() {
            var payment = failed();
            payment.beginConfirm("c2", CARD, BY_USER, SCHEDULE);
            payment.answered("c2", new Unknown("no answer"), BY_USER);
            var looked = stored(payment);
            looked.noticed(declined("ch_1"), notice("evt_1"));
            assertThat(looked.isChanged()).isFalse();
            assertThat(isUnheard(looked, looked.progress().openAttempt().orElseThrow(), declined("ch_1")))
                    .isTrue();
            looked.noticed(declined("ch_2"), notice("evt_2"));
            assertThat(looked.progress().state()).isEqualTo(PaymentState.FAILED);
        }

        @Test
        void whileThePayerMustActTheAttemptStaysOpenAndTheStateIsShown() {
            var payment = confirming("c1");
            payment.answered("c1", new RequiresAction(REF, new NextAction("redirect_to_url", "https://x")), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.REQUIRES_ACTION);
            assertThat(payment.progress().nextAction()).isEqualTo(new NextAction("redirect_to_url", "https://x"));
            payment.noticed(new Authorized(REF, AMOUNT), notice("evt_1"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.AUTHORIZED);
            assertThat(payment.progress().nextAction()).isNull();
        }

        @Test
        void theTokenIsKeptOnlyWhileTheOutcomeIsOpenAndNeverPrinted() {
            var payment = confirming("c1");
            assertThat(payment.progress().toString()).doesNotContain("pm_card");
            payment.answered("c1", new Authorized(REF, AMOUNT), BY_USER);
            assertThat(payment.progress().attempts())
                    .allSatisfy(attempt -> assertThat(attempt.paymentMethod()).isNull());
        }

        @Test
        void anAuthorizedPaymentIsNotConfirmedAgain() {
            assertThatThrownBy(() -> authorized().beginConfirm("c2", CARD, BY_USER, SCHEDULE))
                    .isInstanceOf(PaymentError.NotConfirmable.class);
        }
    }

    @Nested
    class Capturing {

        @Test
        void takesEverythingUnlessToldOtherwise() {
            var payment = captured();
            assertThat(payment.progress().captured()).isEqualTo(AMOUNT);
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
        }

        @Test
        void canTakeLess() {
            var payment = authorized();
            payment.beginCapture("t1", HALF.amountMinor(), true, BY_USER, SCHEDULE);
            payment.answered("t1", new Captured(REF, HALF), BY_USER);
            assertThat(payment.progress().captured()).isEqualTo(HALF);
            assertThat(payment.newEvents())
                    .extracting(OutboxEvent::event)
                    .containsExactly(
                            new PaymentEvent.Captured(payment.id().value(), "usr_1", HALF, HALF, "stripe", "order-1"));
        }

        @Test
        void neverTakesMoreThanIsHeld() {
            var payment = authorized();
            assertThatThrownBy(() -> payment.beginCapture("t1", AMOUNT.amountMinor() + 10, true, BY_USER, SCHEDULE))
                    .isInstanceOf(PaymentError.CaptureExceedsAuthorization.class);
            assertThat(payment.isChanged()).isFalse();
        }

        @Test
        void aSecondOneWaitsForTheOutcomeOfTheFirst() {
            var payment = capturing("t1");
            assertThatThrownBy(() -> payment.beginCapture("t2", null, true, BY_USER, SCHEDULE))
                    .isInstanceOf(PaymentError.AttemptInProgress.class);
            assertThat(payment.isChanged()).isFalse();
        }

        @Test
        void theSameOneAgainChangesNothingAndCountsAsSentBefore() {
            var payment = capturing("t1");
            payment.beginCapture("t1", null, true, BY_USER, SCHEDULE);
            assertThat(payment.isChanged()).isFalse();
            assertThat(payment.hasBegun("t1")).isFalse();
        }

        @Test
        void anUnknownOutcomeLeavesThePaymentCapturing() {
            var payment = capturing("t1");
            payment.answered("t1", new Unknown("no answer"), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.PROCESSING);
            assertThat(payment.progress().state()).isEqualTo(PaymentState.AUTHORIZED);
            payment.looked("t1", new Captured(REF, AMOUNT), BY_RECONCILIATION, SCHEDULE);
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.newEvents()).hasSize(1);
        }

        @Test
        void aNoticeAndTheAnswerTellOneEventWithTheSameId() {
            var byAnswer = capturing("t1");
            byAnswer.answered("t1", new Captured(REF, AMOUNT), BY_USER);
            var byNotice = capturing("t1");
            byNotice.noticed(new Captured(REF, AMOUNT), notice("evt_1"));
            var late = stored(byNotice);
            late.answered("t1", new Captured(REF, AMOUNT), BY_USER);

            assertThat(byNotice.newEvents()).hasSize(1);
            assertThat(late.isChanged()).isFalse();
            assertThat(byNotice.newEvents().getFirst().id())
                    .isEqualTo(byAnswer.newEvents().getFirst().id());
        }

        @Test
        void aRefusalByTheProviderLeavesThePaymentAsItWas() {
            var payment = capturing("t1");
            payment.answered("t1", new Refused("credentials"), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.AUTHORIZED);
            assertThat(payment.progress().openAttempt()).isEmpty();
            assertThat(payment.newEntries()).extracting(AuditEntry::action).containsExactly("CAPTURE_REFUSED");
        }
    }

    @Nested
    class SeveralCaptures {

        private Payment partly(Payment payment, String attempt, long minor, Money total) {
            payment.beginCapture(attempt, minor, false, BY_USER, SCHEDULE);
            assertThat(payment.command(attempt))
                    .isEqualTo(new ProviderCommand.Capture(attempt, REF, new Money(minor, "KWD"), false));
            payment.answered(attempt, new PartlyCaptured(REF, total), BY_USER);
            return stored(payment);
        }

        @Test
        void takePartAfterPartAndTheLastLetsTheRestGo() {
            var payment = partly(authorized(), "t1", 5_000, new Money(5_000, "KWD"));
            assertThat(payment.shownState()).isEqualTo(PaymentState.PARTIALLY_CAPTURED);
            assertThat(payment.progress().capturable(AMOUNT)).isEqualTo(new Money(7_500, "KWD"));
            payment = partly(payment, "t2", 2_500, new Money(7_500, "KWD"));
            payment.beginCapture("t3", 1_000L, true, BY_USER, SCHEDULE);
            payment.answered("t3", new Captured(REF, new Money(8_500, "KWD")), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.progress().captures())
                    .extracting(capture -> capture.amount().amountMinor())
                    .containsExactly(5_000L, 2_500L, 1_000L);
            assertThat(payment.progress().capturable(AMOUNT).isPositive()).isFalse();
        }

        @Test
        void togetherNeverTakeMoreThanIsHeld() {
            var payment = partly(authorized(), "t1", 5_000, new Money(5_000, "KWD"));
            assertThatThrownBy(() -> payment.beginCapture("t2", 7_510L, false, BY_USER, SCHEDULE))
                    .isInstanceOfSatisfying(
                            PaymentError.CaptureExceedsAuthorization.class,
                            e -> assertThat(e.remaining).isEqualTo(new Money(7_500, "KWD")));
        }

        @Test
        void theOneThatTakesAllThatIsLeftIsTheLast() {
            var payment = partly(authorized(), "t1", 5_000, new Money(5_000, "KWD"));
            payment.beginCapture("t2", 7_500L, false, BY_USER, SCHEDULE);
            assertThat(payment.command("t2"))
                    .isEqualTo(new ProviderCommand.Capture("t2", REF, new Money(7_500, "KWD"), true));
        }

        /** The first part's notice must not be taken for the second part's answer. */
        @Test
        void anOldTotalLeavesTheSecondPartOpenAndUnheard() {
            var payment = partly(authorized(), "t1", 5_000, new Money(5_000, "KWD"));
            payment.beginCapture("t2", 2_500L, false, BY_USER, SCHEDULE);
            var first = new PartlyCaptured(REF, new Money(5_000, "KWD"));
            payment.noticed(first, notice("evt_1"));
            var open = payment.progress().openAttempt().orElseThrow();
            assertThat(open.id()).isEqualTo("t2");
            assertThat(isUnheard(payment, open, first)).isTrue();
            payment.noticed(new PartlyCaptured(REF, new Money(7_500, "KWD")), notice("evt_2"));
            assertThat(payment.progress().openAttempt()).isEmpty();
        }

        @Test
        void cancelingLetsTheRestGoAndKeepsWhatWasTaken() {
            var payment = partly(authorized(), "t1", 5_000, new Money(5_000, "KWD"));
            payment.beginCancel("x1", BY_USER, SCHEDULE);
            assertThat(payment.command("x1")).isEqualTo(new ProviderCommand.Cancel("x1", REF, true));
            payment.answered("x1", new Captured(REF, new Money(5_000, "KWD")), BY_USER);
            assertThat(payment.shownState()).isEqualTo(PaymentState.CAPTURED);
            assertThat(payment.progress().captured()).isEqualTo(new Money(5_000, "KWD"));
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
    class Looking {

        @Test
        void goesOnInGrowingPausesAndGivesUpAtTheEnd() {
            var payment = capturing("t1");
            var cause = BY_RECONCILIATION;
            payment.looked("t1", new Authorized(REF, AMOUNT), cause, SCHEDULE);
            var attempt = payment.progress().openAttempt().orElseThrow();
            assertThat(attempt.checks()).isEqualTo(1);
            assertThat(attempt.nextCheckAt()).isEqualTo(cause.at().plus(Duration.ofMinutes(1)));

            var late = Cause.system("reconciliation", NOW.plus(Duration.ofMinutes(10)), null);
            payment.looked("t1", new Unknown("no answer"), late, SCHEDULE);
            assertThat(payment.progress().openAttempt().orElseThrow().nextCheckAt())
                    .isNull();
            assertThat(payment.newEntries()).extracting(AuditEntry::action).containsExactly("CAPTURE_GIVEN_UP");
            assertThat(payment.shownState()).isEqualTo(PaymentState.PROCESSING);
        }

        @Test
        void asksAgainOnlyForWhatTheProviderNeverHeardOf() {
            var capturing = capturing("t1");
            var capture = capturing.progress().openAttempt().orElseThrow();
            assertThat(isUnheard(capturing, capture, new Authorized(REF, AMOUNT)))
                    .isTrue();
            assertThat(isUnheard(capturing, capture, new Processing(REF))).isFalse();
            assertThat(isUnheard(capturing, capture, new Captured(REF, AMOUNT))).isFalse();

            var confirming = confirming("c1");
            var confirm = confirming.progress().openAttempt().orElseThrow();
            assertThat(isUnheard(confirming, confirm, new Created(REF))).isTrue();
            assertThat(isUnheard(confirming, confirm, new Processing(REF))).isFalse();
        }
    }

    private static boolean isUnheard(Payment payment, Attempt attempt, Fact fact) {
        return attempt.isUnheard(payment.terms(), payment.progress(), fact);
    }
}
