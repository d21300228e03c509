package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.asked;
import static io.aman.payment.payment.PaymentFixture.notice;
import static io.aman.payment.payment.PaymentFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.events.PaymentEvent;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.audit.AuditEntry;
import io.aman.payment.audit.AuditFixture;
import io.aman.payment.audit.StoredTrail;
import io.aman.payment.audit.StoredTrail.Standing;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
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
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.RefundSources;
import io.aman.platform.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for a payment whatever is done to it, in any order, by anyone. */
class PaymentLawsTest {

    /** One thing done to a payment; a name so that a counterexample can be read. */
    record Step(String name, Consumer<Payment> on) {
        @Override
        public String toString() {
            return name;
        }
    }

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
        return steps().list().ofMaxSize(14);
    }

    private static Arbitrary<Step> steps() {
        return Arbitraries.oneOf(
                attempts().map(id -> new Step("confirm " + id, p -> p.beginConfirm(id, CARD, BY_USER, SCHEDULE))),
                Arbitraries.longs()
                        .between(-10, 15_000)
                        .injectNull(0.5)
                        .flatMap(amount -> attempts()
                                .flatMap(id -> Arbitraries.of(true, false)
                                        .map(last -> new Step(
                                                "capture " + amount + " " + id + (last ? " last" : ""),
                                                p -> p.beginCapture(id, amount, last, BY_USER, SCHEDULE))))),
                attempts().map(id -> new Step("cancel x" + id, p -> p.beginCancel("x" + id, BY_USER, SCHEDULE))),
                Arbitraries.longs()
                        .between(-10, 13_000)
                        .injectNull(0.3)
                        .flatMap(amount -> attempts()
                                .map(id -> new Step(
                                        "refund " + amount + " r" + id,
                                        p -> p.beginRefund(
                                                "r" + id,
                                                amount,
                                                new RefundSources.Whole(),
                                                null,
                                                BY_USER,
                                                SCHEDULE)))),
                refundAnswers()
                        .flatMap(answer -> attempts()
                                .map(id -> new Step(
                                        "refund answer r" + id + " " + answer,
                                        p -> p.progress()
                                                .refund("r" + id)
                                                .ifPresent(refund ->
                                                        p.refundAnswered(refund.id(), answer.of(refund), BY_USER))))),
                refundAnswers()
                        .flatMap(answer -> attempts()
                                .map(id -> new Step(
                                        "refund notice r" + id + " " + answer,
                                        p -> p.progress()
                                                .refund("r" + id)
                                                .ifPresent(refund ->
                                                        p.refundNoticed(refund.id(), answer.of(refund), BY_USER))))),
                refundLists()
                        .map(rows -> new Step("refund list " + rows, p -> p.refundsListed(rows, BY_USER, SCHEDULE))),
                attempts()
                        .flatMap(id -> Arbitraries.of(true, false)
                                .map(given -> new Step(
                                        "settled r" + id + " " + given,
                                        p -> p.refundSettled("r" + id, given, BY_USER)))),
                Arbitraries.of(DisputeStatus.values())
                        .map(status -> new Step("dispute " + status, p -> p.disputeNoticed(status, BY_USER))),
                answers()
                        .map(answer -> new Step(
                                "answer " + answer,
                                p -> p.progress()
                                        .openAttempt()
                                        .ifPresent(open -> p.answered(open.id(), answer, BY_USER)))),
                answers()
                        .flatMap(answer -> attempts()
                                .map(id -> new Step("late answer " + answer, p -> p.answered(id, answer, BY_USER)))),
                facts().flatMap(fact -> Arbitraries.integers()
                        .between(1, 5)
                        .map(n -> new Step("notice " + n + " " + fact, p -> p.noticed(fact, notice("evt_" + n))))),
                answers()
                        .map(answer -> new Step(
                                "look " + answer,
                                p -> p.progress()
                                        .openAttempt()
                                        .ifPresent(open -> p.looked(open.id(), answer, BY_USER, SCHEDULE)))));
    }

    /** What a provider says of a refund, whichever it is. */
    record Said(String word, Function<Refund, RefundAnswer> answer) {

        RefundAnswer of(Refund refund) {
            return answer.apply(refund);
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static Arbitrary<Said> refundAnswers() {
        var states = Arbitraries.of(RefundAnswer.State.values())
                .map(state -> new Said(
                        state.name(),
                        refund -> new RefundAnswer.Stands("re_" + refund.id(), refund.amount(), state, "no")));
        return Arbitraries.oneOf(
                states,
                Arbitraries.of(
                        new Said(
                                "another amount",
                                refund -> new RefundAnswer.Stands(
                                        "re_" + refund.id(),
                                        refund.amount().plus(AMOUNT),
                                        RefundAnswer.State.SUCCEEDED,
                                        null)),
                        new Said("unknown", _ -> new Unknown("?")),
                        new Said("not sent", _ -> new NotSent("?")),
                        new Said("refused", _ -> new Refused("?"))));
    }

    /** Refunds that somebody made in the provider's dashboard, and ours among them. */
    private static Arbitrary<List<RefundList.Row>> refundLists() {
        var row = Arbitraries.longs()
                .between(0, 15_000)
                .flatMap(minor -> Arbitraries.of(RefundAnswer.State.values())
                        .flatMap(state -> Arbitraries.integers()
                                .between(1, 4)
                                .map(n -> new RefundList.Row(
                                        n == 4 ? "ra" : null,
                                        new RefundAnswer.Stands(
                                                "re_other" + n, new Money(minor, "KWD"), state, "no")))));
        return row.list().ofMaxSize(3);
    }

    private static Arbitrary<String> attempts() {
        return Arbitraries.of("op-create", "a", "b", "c");
    }

    private static Arbitrary<ProviderAnswer> answers() {
        return Arbitraries.oneOf(
                facts().map(ProviderAnswer.class::cast),
                Arbitraries.of(new Unknown("?"), new Absent("?"), new NotSent("?"), new Refused("?")));
    }

    private static Arbitrary<Fact> facts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20_000).map(minor -> new Captured(REF, new Money(minor, "KWD"))),
                Arbitraries.longs().between(0, 20_000).map(minor -> new PartlyCaptured(REF, new Money(minor, "KWD"))),
                Arbitraries.of("ch_1", "ch_2", "ch_3").injectNull(0.2).map(charge -> new Declined(REF, "no", charge)),
                Arbitraries.of(
                        new Created(REF),
                        new RequiresAction(REF, new NextAction("redirect_to_url", "https://x")),
                        new Processing(REF),
                        new Approved(REF),
                        new Voided(REF),
                        new Expired(REF),
                        new Authorized(REF, AMOUNT),
                        new Authorized(REF, new Money(1, "KWD")),
                        new Captured(REF, AMOUNT),
                        new Captured(REF, new Money(12_500, "BHD")),
                        new Canceled(REF)));
    }
}
