package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_RECONCILIATION;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.HALF;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.authorized;
import static io.aman.payment.payment.PaymentFixture.captured;
import static io.aman.payment.payment.PaymentFixture.capturing;
import static io.aman.payment.payment.PaymentFixture.isUnheard;
import static io.aman.payment.payment.PaymentFixture.notice;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand;
import io.aman.platform.outbox.OutboxEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is taken of a payment, at once or in parts. */
class PaymentCapturesTest {

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
}
