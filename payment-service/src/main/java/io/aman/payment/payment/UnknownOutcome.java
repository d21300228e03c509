package io.aman.payment.payment;

import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something about a payment whose outcome is not known, or which nobody expected, and what may be done about it.
 *
 * @param id the payment's for what was asked of it, with the refund's or {@code late} behind a dot for the others
 * @param about what was asked: {@code CAPTURE}, {@code REFUND}; {@code LATE_SUCCESS} where nothing was
 * @param since when it was asked, or came to be
 * @param checks how often the provider was looked at
 * @param nextCheckAt null where that was given up, or there is nothing to look for
 * @param lastLook null where nobody looked
 */
record UnknownOutcome(
        String id,
        PaymentId payment,
        String about,
        Instant since,
        int checks,
        @Nullable Instant nextCheckAt,
        @Nullable Look lastLook,
        Set<OperatorAction> actions) {

    private static final String DOT = ".";
    private static final String LATE = "late";

    /** The payment that an id belongs to. */
    static PaymentId paymentOf(String id) {
        var dot = id.indexOf(DOT);
        return new PaymentId(dot < 0 ? id : id.substring(0, dot));
    }

    /** Where a payment stands in the inbox; empty where it does not belong there. */
    static Optional<Cursor> place(Payment payment) {
        return of(payment.id(), payment.progress()).stream()
                .map(UnknownOutcome::since)
                .min(Comparator.naturalOrder())
                .map(since -> new Cursor(since, payment.id().value()));
    }

    /** What is not known about a payment; empty where all is well. */
    static List<UnknownOutcome> of(PaymentId payment, Progress progress) {
        var found = new ArrayList<UnknownOutcome>();
        progress.openAttempt()
                .flatMap(attempt -> asked(payment, progress, attempt))
                .ifPresent(found::add);
        progress.refunds().stream()
                .filter(refund -> refund.isOpen() && refund.checks() > 0)
                .map(refund -> refund(payment, progress, refund))
                .forEach(found::add);
        var late = progress.lateSince();
        if (late != null) {
            found.add(late(payment, progress, late));
        }
        return found;
    }

    /** A payer may take his time: he is unknown only once nobody looks for him any more. */
    private static Optional<UnknownOutcome> asked(PaymentId payment, Progress progress, Attempt attempt) {
        var waitsForPayer = progress.state() == PaymentState.REQUIRES_ACTION && attempt.kind() == Attempt.Kind.CONFIRM;
        if (attempt.checks() == 0 || (waitsForPayer && attempt.nextCheckAt() != null)) {
            return Optional.empty();
        }
        var actions = checks(attempt.nextCheckAt());
        if (waitsForPayer) {
            actions.add(OperatorAction.CANCEL);
        }
        return Optional.of(new UnknownOutcome(
                payment.value(),
                payment,
                attempt.kind().name(),
                attempt.openedAt(),
                attempt.checks(),
                attempt.nextCheckAt(),
                attempt.lastLook(),
                actions));
    }

    /** Where nobody asks any more, or the capture is void, only a person can find out what became of it. */
    private static UnknownOutcome refund(PaymentId payment, Progress progress, Refund refund) {
        var actions = checks(refund.nextCheckAt());
        if (refund.nextCheckAt() == null || !progress.state().keepsMoney()) {
            actions.add(OperatorAction.WAS_REFUNDED);
            actions.add(OperatorAction.WAS_NOT_REFUNDED);
        }
        return new UnknownOutcome(
                payment.value() + DOT + refund.id(),
                payment,
                "REFUND",
                refund.createdAt(),
                refund.checks(),
                refund.nextCheckAt(),
                refund.lastLook(),
                actions);
    }

    private static EnumSet<OperatorAction> checks(@Nullable Instant next) {
        return next == null
                ? EnumSet.of(OperatorAction.CHECK_NOW, OperatorAction.RESUME_CHECKS)
                : EnumSet.of(OperatorAction.CHECK_NOW);
    }

    private static UnknownOutcome late(PaymentId payment, Progress progress, Instant since) {
        var actions = EnumSet.of(OperatorAction.ACKNOWLEDGE);
        if (progress.state().keepsMoney() && progress.refundable().isPositive()) {
            actions.add(OperatorAction.REFUND);
        }
        if (progress.state() == PaymentState.AUTHORIZED
                && progress.openAttempt().isEmpty()) {
            actions.add(OperatorAction.CANCEL);
        }
        return new UnknownOutcome(payment.value() + DOT + LATE, payment, "LATE_SUCCESS", since, 0, null, null, actions);
    }

    /** Which refund it is about; empty where it is about none. */
    Optional<String> refund() {
        return about.equals("REFUND") ? Optional.of(id.substring(id.indexOf(DOT) + 1)) : Optional.empty();
    }

    /** How far its payment has come, with the looking for this outcome as an operator wants it. */
    Progress watched(Progress progress, OperatorAction action, Instant now) {
        return refund().map(refund -> progress.watching(refund, action, now))
                .orElseGet(() -> progress.watching(action, now));
    }
}
