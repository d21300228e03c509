package io.aman.payment.payment;

import static io.aman.payment.payment.Attempt.Kind.CANCEL;
import static io.aman.payment.payment.Attempt.Kind.CAPTURE;
import static io.aman.payment.payment.Attempt.Kind.CAPTURE_PART;
import static io.aman.payment.payment.Attempt.Kind.CONFIRM;
import static io.aman.payment.payment.Attempt.Kind.CREATE;
import static io.aman.payment.payment.PaymentState.CANCELED;
import static io.aman.payment.payment.PaymentState.CREATED;
import static io.aman.payment.payment.PaymentState.FAILED;
import static io.aman.payment.payment.PaymentState.PARTIALLY_CAPTURED;
import static io.aman.payment.payment.PaymentState.REQUIRES_ACTION;

import io.aman.events.Money;
import io.aman.payment.payment.Attempt.Kind;
import io.aman.payment.payment.PaymentError.AttemptInProgress;
import io.aman.payment.payment.PaymentError.CaptureExceedsAuthorization;
import io.aman.payment.payment.PaymentError.InvalidAmount;
import io.aman.payment.payment.PaymentError.NotCancelable;
import io.aman.payment.payment.PaymentError.NotCapturable;
import io.aman.payment.payment.PaymentError.NotConfirmable;
import io.aman.payment.payment.PaymentError.TooManyAttempts;
import io.aman.payment.provider.PaymentMethodToken;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules of asking a provider for something: at most one attempt is open at a time, but for canceling while the payer
 * is waited for.
 */
final class Attempting {

    private static final int MAX_ATTEMPTS = 50;

    private final PaymentTerms terms;
    private final Trail trail;
    private final Cause cause;

    Attempting(PaymentTerms terms, Trail trail, Cause cause) {
        this.terms = terms;
        this.trail = trail;
        this.cause = cause;
    }

    Progress create(Progress before, String attemptId, CheckSchedule schedule) {
        requireNothingOpen(before);
        return opened(before, CREATE, attemptId, terms.amount(), null, schedule);
    }

    /** The terms with another provider; free as long as none knows the payment and nothing is open. */
    PaymentTerms reroute(Progress before, String provider, String reason) {
        requireNothingOpen(before);
        if (before.providerRef() != null) {
            throw new IllegalStateException(terms.id() + " is known to " + terms.provider());
        }
        trail.record(cause, "REROUTED_TO_" + provider.toUpperCase(Locale.ROOT), before.standing(), before, reason);
        return terms.at(provider);
    }

    Progress confirm(Progress before, String attemptId, @Nullable PaymentMethodToken method, CheckSchedule schedule) {
        requireNothingOpen(before);
        if (before.providerRef() == null || (before.state() != CREATED && before.state() != FAILED)) {
            throw new NotConfirmable(terms.id(), before.state());
        }
        return opened(before, CONFIRM, attemptId, terms.amount(), method, schedule);
    }

    /**
     * @param amountMinor how much of what is left; null for all of it
     * @param last whether the rest is let go
     */
    Progress capture(
            Progress before, String attemptId, @Nullable Long amountMinor, boolean last, CheckSchedule schedule) {
        requireNothingOpen(before);
        var left = before.capturable(terms.amount());
        if (!left.isPositive()) {
            throw new NotCapturable(terms.id(), before.standing());
        }
        var amount = amountMinor == null ? left : new Money(amountMinor, left.currency());
        if (!amount.isPositive()) {
            throw new InvalidAmount("The amount to capture must be above zero.");
        }
        if (amount.compareTo(left) > 0) {
            throw new CaptureExceedsAuthorization(left);
        }
        var kind = last || amount.equals(left) ? CAPTURE : CAPTURE_PART;
        return opened(before, kind, attemptId, amount, null, schedule);
    }

    Progress cancel(Progress before, String attemptId, CheckSchedule schedule) {
        var waitsForPayer = before.state() == REQUIRES_ACTION
                && before.openAttempt().filter(open -> open.kind() == CONFIRM).isPresent();
        if (!waitsForPayer) {
            requireNothingOpen(before);
        }
        var holds = before.state() == PARTIALLY_CAPTURED; // what is held beyond that is let go
        if (before.providerRef() == null || !(holds || before.state().mayBecome(CANCELED))) {
            throw new NotCancelable(terms.id(), before.standing());
        }
        return opened(before, CANCEL, attemptId, terms.amount(), null, schedule);
    }

    private void requireNothingOpen(Progress before) {
        if (before.openAttempt().isPresent()) {
            throw new AttemptInProgress(terms.id());
        }
        if (before.attempts().size() >= MAX_ATTEMPTS) {
            throw new TooManyAttempts(terms.id(), MAX_ATTEMPTS);
        }
    }

    private Progress opened(
            Progress before,
            Kind kind,
            String attemptId,
            Money amount,
            @Nullable PaymentMethodToken method,
            CheckSchedule schedule) {
        trail.record(cause, kind + "_ASKED", before.standing(), before, null);
        return before.with(Attempt.open(attemptId, kind, amount, method, cause.at(), schedule.first(cause.at())));
    }
}
