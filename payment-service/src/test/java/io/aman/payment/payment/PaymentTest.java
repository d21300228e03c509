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
import static io.aman.payment.payment.PaymentFixture.capturing;
import static io.aman.payment.payment.PaymentFixture.confirming;
import static io.aman.payment.payment.PaymentFixture.declined;
import static io.aman.payment.payment.PaymentFixture.failed;
import static io.aman.payment.payment.PaymentFixture.isUnheard;
import static io.aman.payment.payment.PaymentFixture.notice;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.PaymentEvent;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand;
import io.aman.platform.outbox.OutboxEvent;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is asked of a provider for a payment, what it answers, and what looking finds out. */
class PaymentTest {

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
}
