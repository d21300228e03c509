package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.payment.payment.PaymentHistory.Kind;
import io.aman.payment.payment.PaymentHistory.Step;
import io.aman.payment.payment.UnreliableProvider.Mishap;
import io.aman.payment.provider.OtherSide;
import io.aman.payment.provider.knet.KnetSide;
import io.aman.payment.provider.paypal.PayPalSide;
import io.aman.payment.provider.stripe.StripeSide;
import io.aman.testing.MutableClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random lives of a payment against providers that keep books of their own: payers, clerks, crashes, lost calls and
 * answers, notices in any order, and people who work in the provider's dashboard. At the end both sides have the same
 * books, to the last fils.
 *
 * <p>Ten thousand with Stripe, in this process: 50 s on two cores. 600 each with PayPal and KNET over HTTP: 10 to 20 s each.
 */
@Tag("slow")
class PaymentHistoriesTest {

    private static final Set<Kind> AT_STRIPE = EnumSet.complementOf(
            EnumSet.of(Kind.PAYER_AGREES, Kind.PAYER_DECLINES, Kind.PAYER_LEAVES, Kind.CHANGED_THERE));
    private static final Set<Kind> AT_PAYPAL = EnumSet.complementOf(EnumSet.of(Kind.CONFIRM_DECLINED));
    /** It has no dashboard in the sandbox. */
    private static final Set<Kind> AT_KNET = EnumSet.complementOf(
            EnumSet.of(Kind.CONFIRM_DECLINED, Kind.CAPTURED_THERE, Kind.CANCELED_THERE, Kind.REFUNDED_THERE));

    private static MutableClock clock;
    private static Sandbox sandbox;
    private static OtherSide stripe;
    private static OtherSide paypal;
    private static OtherSide knet;

    @BeforeContainer
    static void start() {
        clock = MutableClock.at("2026-11-25T10:00:00Z");
        sandbox = Sandbox.start(SandboxOptions.forTests()
                .with(clock)
                .with((_, _, _) -> new Merchant.Answer(200, "REDIRECT=https://shop.example/return?payment=1")));
        stripe = new StripeSide(sandbox);
        paypal = new PayPalSide(sandbox, clock);
        knet = new KnetSide(sandbox, clock);
    }

    @AfterContainer
    static void stop() {
        sandbox.close();
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
    void bothSidesKeepTheSameBooks(@ForAll("amounts") Money amount, @ForAll("histories") List<Step> steps) {
        live(stripe, amount, steps);
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void payPalKeepsTheSameBooks(@ForAll("payPalAmounts") Money amount, @ForAll("payPalHistories") List<Step> steps) {
        live(paypal, amount, steps);
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void knetKeepsTheSameBooks(@ForAll("dinars") Money amount, @ForAll("knetHistories") List<Step> steps) {
        live(knet, amount, steps);
    }

    @Example
    void aRefundThatKnetNeverHeardOfHoldsUpNoNotice() {
        var kinds = List.of(
                Kind.CONFIRM,
                Kind.PAYER_AGREES,
                Kind.NOTICE,
                Kind.CHANGED_THERE,
                Kind.CONFIRM,
                Kind.NOTICE,
                Kind.REFUND);
        live(
                knet,
                new Money(100, "KWD"),
                kinds.stream().map(kind -> new Step(kind, Mishap.NONE, 1, true)).toList());
    }

    private static void live(OtherSide side, Money amount, List<Step> steps) {
        var history = new PaymentHistory(side, clock, amount);
        steps.forEach(history::live);
        history.settle();
        history.compare();
    }

    @Provide
    Arbitrary<Money> amounts() {
        return Arbitraries.oneOf(dinars(), payPalAmounts());
    }

    @Provide
    Arbitrary<Money> dinars() {
        return Arbitraries.longs().between(10, 100_000).map(tens -> new Money(tens * 10, "KWD"));
    }

    @Provide
    Arbitrary<Money> payPalAmounts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(100, 1_000_000).map(cents -> new Money(cents, "EUR")),
                Arbitraries.longs().between(100, 1_000_000).map(yen -> new Money(yen, "JPY")));
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return steps(AT_STRIPE, Kind.CONFIRM);
    }

    @Provide
    Arbitrary<List<Step>> payPalHistories() {
        return begun(steps(AT_PAYPAL, Kind.CONFIRM, Kind.PAYER_AGREES, Kind.NOTICE));
    }

    @Provide
    Arbitrary<List<Step>> knetHistories() {
        return begun(steps(AT_KNET, Kind.CONFIRM, Kind.PAYER_AGREES, Kind.NOTICE));
    }

    /** Many begin as far as a payer has come who does as expected. */
    private static Arbitrary<List<Step>> begun(Arbitrary<List<Step>> rest) {
        var beginning = List.of(Kind.CONFIRM, Kind.PAYER_AGREES, Kind.NOTICE).stream()
                .map(kind -> new Step(kind, Mishap.NONE, 1, false))
                .toList();
        return Combinators.combine(Arbitraries.integers().between(0, beginning.size()), rest)
                .as((length, steps) -> Stream.concat(beginning.stream().limit(length), steps.stream())
                        .toList());
    }

    /** @param towardsHold what leads there */
    private static Arbitrary<List<Step>> steps(Set<Kind> all, Kind... towardsHold) {
        var kinds = Arbitraries.frequencyOf(List.of(
                Tuple.of(5, Arbitraries.of(towardsHold)),
                Tuple.of(4, Arbitraries.of(Kind.CAPTURE, Kind.CAPTURE_PART)),
                Tuple.of(3, Arbitraries.of(Kind.REFUND)),
                Tuple.of(4, Arbitraries.of(all))));
        var mishaps = Arbitraries.frequencyOf(
                List.of(Tuple.of(3, Arbitraries.of(Mishap.NONE)), Tuple.of(2, Arbitraries.of(Mishap.values()))));
        return Combinators.combine(kinds, mishaps, Arbitraries.integers().between(1, 10), Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }
}
