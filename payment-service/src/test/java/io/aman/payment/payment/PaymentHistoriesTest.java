package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.payment.payment.UnreliableProvider.Crash;
import io.aman.payment.payment.UnreliableProvider.Mishap;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundCommand;
import io.aman.payment.provider.RefundList;
import io.aman.payment.provider.stripe.InProcessStripe;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Ten thousand random lives of a payment against a provider that keeps books of its own: payers, clerks, crashes, lost
 * calls and answers, notices in any order, and people who work in the provider's dashboard. At the end both sides have
 * the same books, to the last fils.
 */
@Tag("slow")
class PaymentHistoriesTest {

    /** @param part of the amount, in tenths */
    record Step(Kind kind, Mishap mishap, int part, boolean again) {}

    enum Kind {
        CONFIRM,
        CONFIRM_DECLINED,
        CAPTURE,
        CAPTURE_PART,
        CANCEL,
        REFUND,
        NOTICE,
        REFUND_NOTICE,
        A_MINUTE,
        A_DAY,
        CAPTURED_IN_DASHBOARD,
        CANCELED_IN_DASHBOARD,
        REFUNDED_IN_DASHBOARD
    }

    private static final PaymentMethodToken DECLINED = new PaymentMethodToken("pm_card_chargeDeclined");
    private static final CheckSchedule SCHEDULE = new CheckSchedule(
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofDays(1)),
            Duration.ofDays(7));

    private static Sandbox sandbox;
    private static MutableClock clock;

    @BeforeContainer
    static void start() {
        clock = MutableClock.at("2026-11-25T10:00:00Z");
        sandbox = Sandbox.start(SandboxOptions.forTests().with(clock));
    }

    @AfterContainer
    static void stop() {
        sandbox.close();
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
    void bothSidesKeepTheSameBooks(@ForAll("amounts") Money amount, @ForAll("histories") List<Step> steps) {
        var history = new History(amount);
        steps.forEach(history::live);
        history.settle();
        history.compare();
    }

    @Provide
    Arbitrary<Money> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(10, 100_000).map(tens -> new Money(tens * 10, "KWD")),
                Arbitraries.longs().between(100, 1_000_000).map(cents -> new Money(cents, "EUR")),
                Arbitraries.longs().between(100, 1_000_000).map(yen -> new Money(yen, "JPY")));
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        var kinds = Arbitraries.frequencyOf(List.of(
                Tuple.of(5, Arbitraries.of(Kind.CONFIRM)),
                Tuple.of(4, Arbitraries.of(Kind.CAPTURE, Kind.CAPTURE_PART)),
                Tuple.of(3, Arbitraries.of(Kind.REFUND)),
                Tuple.of(4, Arbitraries.of(Kind.values()))));
        var mishaps = Arbitraries.frequencyOf(
                List.of(Tuple.of(3, Arbitraries.of(Mishap.NONE)), Tuple.of(2, Arbitraries.of(Mishap.values()))));
        return Combinators.combine(kinds, mishaps, Arbitraries.integers().between(1, 10), Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    /** One payment's life. */
    private static final class History {
        private final Money amount;
        private final InMemoryPayments payments = new InMemoryPayments();
        private final UnreliableProvider provider = new UnreliableProvider(InProcessStripe.provider(sandbox));
        private final Providers providers = new Providers(List.of(provider));
        private final AskProvider ask = new AskProvider(payments, providers);
        private final FindOutcome outcomes = new FindOutcome(
                payments, providers, new FindRefundOutcome(payments, providers, SCHEDULE, clock), SCHEDULE, clock);
        private final ConfirmPayment confirm = new ConfirmPayment(payments, ask, SCHEDULE);
        private final CapturePayment capture = new CapturePayment(payments, ask, SCHEDULE);
        private final CancelPayment cancel = new CancelPayment(payments, ask, SCHEDULE);
        private final RefundPayment refund = new RefundPayment(payments, providers, ask, SCHEDULE);
        private final PaymentId id;
        private int operations;

        History(Money amount) {
            this.amount = amount;
            var create = new CreatePayment(
                    payments,
                    ask,
                    new Routing(providers, ask, new Routing.Properties(List.of())),
                    new ReturnUrls(Map.of()),
                    SCHEDULE);
            var wanted = new CreatePayment.Wanted("usr_1", amount, "stripe", null, null, null);
            id = create.create(wanted, UUID.randomUUID().toString(), cause()).id();
        }

        private static Cause cause() {
            return new Cause("user:usr_1", clock.instant(), null, null, null);
        }

        private Payment payment() {
            return payments.require(id);
        }

        private String ref() {
            return payment().requireRef();
        }

        private Money part(Step step) {
            var tenth = Math.max(10, amount.amountMinor() / 100 * 10);
            return new Money(Math.min(amount.amountMinor(), tenth * step.part()), amount.currency());
        }

        void live(Step step) {
            var operation = "op" + operations++;
            provider.next(step.mishap());
            if (!survives(() -> act(step, operation)) && step.again()) {
                survives(() -> act(step, operation)); // the client tries once more under its key
            }
            provider.next(Mishap.NONE);
            law();
        }

        private static boolean survives(Runnable action) {
            try {
                action.run();
                return true;
            } catch (Crash _) {
                return false;
            } catch (PaymentError _) {
                return true;
            }
        }

        private void act(Step step, String operation) {
            var minor = part(step).amountMinor();
            switch (step.kind()) {
                case CONFIRM -> confirm.confirm(id, PaymentFixture.CARD, operation, cause());
                case CONFIRM_DECLINED -> confirm.confirm(id, DECLINED, operation, cause());
                case CAPTURE -> capture.capture(id, step.again() ? null : (Long) minor, true, operation, cause());
                case CAPTURE_PART -> capture.capture(id, minor, false, operation, cause());
                case CANCEL -> cancel.cancel(id, operation, cause());
                case REFUND -> refund.refund(id, step.again() ? null : (Long) minor, null, operation, cause());
                case NOTICE -> notice(Notice.Subject.PAYMENT, "evt_" + step.part());
                case REFUND_NOTICE -> notice(Notice.Subject.REFUND, "evt_" + step.part());
                case A_MINUTE -> wait(Duration.ofMinutes(1));
                case A_DAY -> wait(Duration.ofDays(1));
                case CAPTURED_IN_DASHBOARD -> bare().capture(new ProviderCommand.Capture(key(), ref(), amount, true));
                case CANCELED_IN_DASHBOARD -> bare().cancel(new ProviderCommand.Cancel(key(), ref(), false));
                case REFUNDED_IN_DASHBOARD -> bare().refund(new RefundCommand(key(), ref(), part(step)));
            }
        }

        /** Somebody else's hands, without mishaps. */
        private static PaymentProvider bare() {
            return InProcessStripe.provider(sandbox);
        }

        private static String key() {
            return UUID.randomUUID().toString();
        }

        private boolean notice(Notice.Subject about, String eventId) {
            return outcomes.afterNotice(id, ref(), about, Cause.notice("stripe", eventId, clock.instant(), null));
        }

        private void wait(Duration time) {
            clock.advance(time);
            for (var due = outcomes.claimDue(Duration.ofMinutes(1));
                    due.isPresent();
                    due = outcomes.claimDue(Duration.ofMinutes(1))) {
                outcomes.ofWhatIsDue(due.get(), Cause.system("reconciliation", clock.instant(), null));
            }
        }

        /** Time goes by, and every notice that a provider owes arrives at last. */
        void settle() {
            for (int day = 0; day < 9; day++) {
                wait(Duration.ofDays(1));
            }
            assertThat(notice(Notice.Subject.REFUND, "evt_last")).isTrue();
            law();
        }

        /** What holds at any moment. */
        private void law() {
            var progress = payment().progress();
            assertThat(progress.captured().amountMinor()).isBetween(0L, amount.amountMinor());
            assertThat(progress.refunded().amountMinor())
                    .isBetween(0L, progress.captured().amountMinor());
        }

        private long refunded() {
            return bare().readRefunds(ref()) instanceof RefundList.Listed listed
                    ? listed.refunds().stream()
                            .map(RefundList.Row::stands)
                            .filter(refund -> refund.state() == RefundAnswer.State.SUCCEEDED)
                            .mapToLong(refund -> refund.amount().amountMinor())
                            .sum()
                    : -1;
        }

        void compare() {
            var books = sandbox.stripe().payment(ref()).orElseThrow();
            var progress = payment().progress();
            assertThat(progress.captured().amountMinor())
                    .as("captured of %s", progress)
                    .isEqualTo(books.path("amount_received").asLong());
            assertThat(progress.refunded().amountMinor())
                    .as("given back of %s", progress)
                    .isEqualTo(refunded());
            assertThat(progress.state() == PaymentState.CAPTURED)
                    .as("%s and %s", progress, books)
                    .isEqualTo(books.path("amount_received").asLong() > 0
                            && !books.path("status").asString().equals("requires_capture"));
        }
    }
}
