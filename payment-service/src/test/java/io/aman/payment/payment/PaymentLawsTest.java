package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.asked;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.PaymentEvent;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditFixture;
import io.aman.payment.audit.StoredTrail;
import io.aman.payment.audit.StoredTrail.Standing;
import io.aman.payment.payment.PaymentSteps.Step;
import io.aman.platform.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for a payment whatever is done to it, in any order, by anyone. */
class PaymentLawsTest {

    @Property(tries = 400)
    void noSequenceMakesAnIllegalTransitionOrTakesTooMuch(@ForAll("sequences") List<Step> steps) {
        var payment = asked();
        var eventIds = new HashSet<String>();
        for (var step : steps) {
            var before = payment.progress();
            var from = payment.newEntries().size();
            try {
                step.on().accept(payment);
            } catch (PaymentError e) {
                assertThat(payment.progress()).as("a refused %s", step).isEqualTo(before);
                assertThat(payment.newEntries()).hasSize(from);
            }
            var after = payment.progress();
            if (after.state() != before.state()) {
                assertThat(after.state())
                        .as("%s in %s", step, before.state())
                        .matches(state -> before.state().mayBecome(state)
                                || isLateSuccess(before, after)
                                || isVoided(before, after));
                assertThat(payment.newEntries()).as("the trail of %s", step).hasSizeGreaterThan(from);
            }
            assertThat(after.captured().amountMinor()).isBetween(0L, AMOUNT.amountMinor());
            assertThat(after.refunded().amountMinor())
                    .as("given back after %s", step)
                    .isLessThanOrEqualTo(after.captured().amountMinor());
            assertThat(after.attempts().stream()
                            .filter(Attempt::isOpen)
                            .filter(open -> open.kind() != Attempt.Kind.CANCEL)
                            .count())
                    .isLessThanOrEqualTo(1);
            assertThat(after.refundable().amountMinor())
                    .as("what is left after %s", step)
                    .isGreaterThanOrEqualTo(0);
            payment.newEvents()
                    .forEach(event -> assertThat(eventIds.add(event.id()))
                            .as("event ids are used once: %s", event)
                            .isTrue());
            payment = stored(payment);
        }
    }

    /** Only what was read at the provider does this, and it stays to be seen. */
    private static boolean isLateSuccess(Progress before, Progress after) {
        return before.state().isOver() && !after.state().isOver() && after.lateSuccess();
    }

    private static boolean isVoided(Progress before, Progress after) {
        return before.state() == PaymentState.CAPTURED
                && after.state() == PaymentState.CANCELED
                && !after.captured().isPositive()
                && before.refunds().stream().noneMatch(Refund::isAccepted);
    }

    /** A direct answer never ends a payment that has ended, nor wakes it; that money was given back proves that it was taken. */
    @Property(tries = 400)
    void onlyAReadAtTheProviderMovesWhatIsOver(@ForAll("sequences") List<Step> steps) {
        var payment = asked();
        for (var step : steps) {
            var before = payment.progress().state();
            try {
                step.on().accept(payment);
            } catch (PaymentError _) {
                continue;
            }
            if (before.isOver() && payment.progress().state() != before) {
                assertThat(step.name()).containsAnyOf("notice", "look", "refund answer", "refund list", "settled");
            }
            payment = stored(payment);
        }
    }

    @Property(tries = 400)
    void moneyTakenIsToldExactlyOnce(@ForAll("sequences") List<Step> steps) {
        var payment = asked();
        var told = 0L;
        for (var step : steps) {
            try {
                step.on().accept(payment);
            } catch (PaymentError _) {
                continue;
            }
            told += payment.newEvents().stream()
                    .map(OutboxEvent::event)
                    .mapToLong(event -> switch (event) {
                        case PaymentEvent.Captured captured ->
                            captured.captured().amountMinor();
                        case PaymentEvent.CaptureVoided voided ->
                            -voided.voided().amountMinor();
                        default -> 0;
                    })
                    .sum();
            payment = stored(payment);
        }
        assertThat(told).isEqualTo(payment.progress().captured().amountMinor());
        assertThat(payment.progress().captures().stream()
                        .mapToLong(capture -> capture.amount().amountMinor())
                        .sum())
                .isEqualTo(told);
    }

    @Property(tries = 300)
    void theTrailVerifiesAndEndsWhereThePaymentStands(@ForAll("sequences") List<Step> steps) {
        var payment = asked();
        var subject = payment.terms().subject();
        var chain = AuditFixture.CHAIN.begin(subject, 0);
        var entries = new ArrayList<AuditEntry>();
        for (var step : steps) {
            try {
                step.on().accept(payment);
            } catch (PaymentError _) {
                assertThat(payment.isChanged()).isEqualTo(payment.version() == 0);
            }
            var extended = AuditFixture.CHAIN.extend(subject.id(), chain, payment.newEntries());
            chain = extended.chain();
            entries.addAll(extended.entries());
            var progress = payment.progress();
            var standing = new Standing(progress.standing().name(), progress.captured(), progress.refunded());
            assertThat(AuditFixture.VERIFY
                            .verify(new StoredTrail(subject, NOW, entries, chain, standing))
                            .reason())
                    .as("after %s", step)
                    .isNull();
            payment = stored(payment);
        }
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return PaymentSteps.any().list().ofMaxSize(14);
    }
}
