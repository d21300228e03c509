package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.CARD;
import static io.aman.payment.payment.PaymentFixture.REF;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static io.aman.payment.payment.PaymentFixture.notice;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What can be done to a payment: by its payer, by operators, and by what providers say. */
final class PaymentSteps {

    private PaymentSteps() {}

    /** One thing done to a payment; a name so that a counterexample can be read. */
    record Step(String name, Consumer<Payment> on) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Arbitrary<Step> any() {
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
