package io.aman.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.payment.UnreliableProvider.Crash;
import io.aman.payment.payment.UnreliableProvider.Mishap;
import io.aman.payment.provider.Notice;
import io.aman.payment.provider.OtherSide;
import io.aman.payment.provider.OtherSide.Deed;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.ReturnUrls;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One payment's life with one provider, and what holds in it and at its end. */
final class PaymentHistory {

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
        PAYER_AGREES,
        PAYER_DECLINES,
        PAYER_LEAVES,
        CAPTURED_THERE,
        CANCELED_THERE,
        REFUNDED_THERE,
        CHANGED_THERE
    }

    private static final CheckSchedule SCHEDULE = new CheckSchedule(
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofDays(1)),
            Duration.ofDays(7));
    private static final ReturnUrls RETURNS =
            new ReturnUrls(Map.of("default", URI.create("https://shop.example/return")));

    private final OtherSide side;
    private final MutableClock clock;
    private final Money amount;
    private final InMemoryPayments payments = new InMemoryPayments();
    private final UnreliableProvider provider;
    private final FindOutcome outcomes;
    private final ConfirmPayment confirm;
    private final CapturePayment capture;
    private final CancelPayment cancel;
    private final RefundPayment refund;
    private final PaymentId id;
    private int operations;

    PaymentHistory(OtherSide side, MutableClock clock, Money amount) {
        this.side = side;
        this.clock = clock;
        this.amount = amount;
        provider = new UnreliableProvider(side.provider());
        var providers = new Providers(List.of(provider));
        var ask = new AskProvider(payments, providers);
        outcomes = new FindOutcome(
                payments,
                providers,
                new FindRefundOutcome(payments, providers, SCHEDULE, clock),
                (_, _) -> {},
                SCHEDULE,
                clock);
        confirm = new ConfirmPayment(payments, ask, SCHEDULE);
        capture = new CapturePayment(payments, ask, SCHEDULE);
        cancel = new CancelPayment(payments, ask, SCHEDULE);
        refund = new RefundPayment(payments, providers, ask, SCHEDULE);
        var routing = new Routing(providers, ask, new Routing.Properties(List.of()));
        var wanted = new CreatePayment.Wanted("usr_1", amount, provider.name(), null, null, null);
        id = new CreatePayment(payments, ask, routing, RETURNS, SCHEDULE)
                .create(wanted, KeyedOperation.of(UUID.randomUUID().toString()), cause())
                .id();
    }

    private Cause cause() {
        return new Cause("user:usr_1", clock.instant(), null, null, null);
    }

    private Payment payment() {
        return payments.require(id);
    }

    private String ref() {
        return payment().progress().requireRef();
    }

    private Money part(Step step) {
        var tenth = Math.max(10, amount.amountMinor() / 100 * 10);
        return new Money(Math.min(amount.amountMinor(), tenth * step.part()), amount.currency());
    }

    void live(Step step) {
        clock.advance(Duration.ofSeconds(1));
        var operation = id + "-" + operations++; // of this payment alone, as keys are
        provider.next(step.mishap(), step.kind() == Kind.REFUND ? step.part() % 3 : 0); // at each of its parts
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
            case CONFIRM ->
                confirm.confirm(payments.require(id), side.method(false), KeyedOperation.of(operation), cause());
            case CONFIRM_DECLINED ->
                confirm.confirm(payments.require(id), side.method(true), KeyedOperation.of(operation), cause());
            case CAPTURE ->
                capture.capture(
                        payments.require(id),
                        step.again() ? null : (Long) minor,
                        true,
                        KeyedOperation.of(operation),
                        cause());
            case CAPTURE_PART ->
                capture.capture(payments.require(id), minor, false, KeyedOperation.of(operation), cause());
            case CANCEL -> cancel.cancel(payments.require(id), KeyedOperation.of(operation), cause());
            case REFUND ->
                refund.refund(
                        id, step.again() ? null : (Long) minor, null, KeyedOperation.of(operation), cause(), _ -> {});
            case NOTICE -> notice(Notice.Subject.PAYMENT, "evt_" + step.part());
            case REFUND_NOTICE -> notice(Notice.Subject.REFUND, "evt_" + step.part());
            case A_MINUTE -> wait(Duration.ofMinutes(1));
            case A_DAY -> wait(Duration.ofDays(1));
            case PAYER_AGREES -> happens(Deed.PAYER_AGREES, step);
            case PAYER_DECLINES -> happens(Deed.PAYER_DECLINES, step);
            case PAYER_LEAVES -> happens(Deed.PAYER_LEAVES, step);
            case CAPTURED_THERE -> happens(Deed.CAPTURED, step);
            case CANCELED_THERE -> happens(Deed.CANCELED, step);
            case REFUNDED_THERE -> happens(Deed.REFUNDED, step);
            case CHANGED_THERE -> happens(Deed.CHANGED, step);
        }
    }

    private void happens(Deed deed, Step step) {
        side.happens(deed, ref(), amount, part(step));
    }

    private boolean notice(Notice.Subject about, String eventId) {
        return outcomes.afterNotice(id, ref(), about, Cause.notice(provider.name(), eventId, clock.instant(), null));
    }

    private void wait(Duration time) {
        clock.advance(time);
        try {
            for (var due = outcomes.claimDue(Duration.ofMinutes(1));
                    due.isPresent();
                    due = outcomes.claimDue(Duration.ofMinutes(1))) {
                outcomes.ofWhatIsDue(due.get(), Cause.system("reconciliation", clock.instant(), null));
            }
        } finally {
            provider.next(Mishap.NONE); // a notice that was stored is worked on until that succeeds
            side.announce(ref -> {
                if (ref.equals(ref())) {
                    notice(Notice.Subject.PAYMENT, "look_" + clock.instant());
                }
            });
        }
    }

    /** Time goes by, and every notice that a provider owes arrives at last. */
    void settle() {
        for (int day = 0; day < 9; day++) {
            wait(Duration.ofDays(1));
        }
        assertThat(notice(Notice.Subject.REFUND, "evt_last")
                        || side.books(ref()).forgotten())
                .isTrue();
        law();
    }

    /** What holds at any moment. */
    private void law() {
        var progress = payment().progress();
        assertThat(progress.captured().amountMinor()).isBetween(0L, amount.amountMinor());
        assertThat(progress.refunded().amountMinor())
                .isBetween(0L, progress.captured().amountMinor());
    }

    void compare() {
        var books = side.books(ref());
        var progress = payment().progress();
        var given = progress.refunded().amountMinor();
        assertThat(progress.captured().amountMinor())
                .as("captured of %s", progress)
                .isEqualTo(books.captured());
        assertThat(books.refunded()).as("given back of %s", progress).isBetween(given, given + neverKnown(progress));
        assertThat(progress.state() == PaymentState.CAPTURED)
                .as("%s and %s", progress, books)
                .isEqualTo(books.over());
    }

    /** What a provider that knows no keys of refunds may have given back, for all that can ever be found out. */
    private long neverKnown(Progress progress) {
        return provider.refundKeyLifetime().isPositive()
                ? 0
                : progress.refunds().stream()
                        .filter(refund -> refund.state() == RefundState.REQUESTED)
                        .mapToLong(refund -> refund.amount().amountMinor())
                        .sum();
    }
}
