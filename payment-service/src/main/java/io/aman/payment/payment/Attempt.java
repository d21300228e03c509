package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.Approved;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Canceled;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.Expired;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderAnswer.PartlyCaptured;
import io.aman.payment.provider.ProviderAnswer.Processing;
import io.aman.payment.provider.ProviderAnswer.RequiresAction;
import io.aman.payment.provider.ProviderAnswer.Voided;
import io.aman.payment.provider.ProviderCommand;
import io.aman.payment.provider.ReturnUrls;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing asked of the provider: written before the call, settled after it.
 *
 * @param id the provider's idempotency key
 * @param nextCheckAt when reconciliation looks at it; null once it is settled or given up
 * @param checks how often reconciliation has looked
 * @param paymentMethod kept only while a confirmation is open, for asking again under the same key
 * @param resumedAt when an operator had the looking begin again after it had been given up
 * @param lastLook null before the first
 */
public record Attempt(
        String id,
        Kind kind,
        Money amount,
        State state,
        Instant openedAt,
        @Nullable Instant nextCheckAt,
        int checks,
        @Nullable PaymentMethodToken paymentMethod,
        @Nullable Instant resumedAt,
        @Nullable Look lastLook) {

    /** What was asked. */
    public enum Kind {
        CREATE,
        CONFIRM,
        /** What is taken is all: the rest is let go. */
        CAPTURE,
        /** More may be taken later. */
        CAPTURE_PART,
        CANCEL;

        boolean takesMoney() {
            return this == CAPTURE || this == CAPTURE_PART;
        }

        /** The id of this kind's attempt in an operation, however often the operation is run. */
        String attemptOf(String operation) {
            return operation + "-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the outcome is known. */
    public enum State {
        OPEN,
        SETTLED
    }

    static Attempt open(
            String id, Kind kind, Money amount, @Nullable PaymentMethodToken method, Instant at, Instant nextCheckAt) {
        return new Attempt(id, kind, amount, State.OPEN, at, nextCheckAt, 0, method, null, null);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    Attempt settled() {
        return new Attempt(id, kind, amount, State.SETTLED, openedAt, null, checks, null, resumedAt, lastLook);
    }

    Attempt checked(@Nullable Instant next, Look look) {
        return new Attempt(id, kind, amount, state, openedAt, next, checks + 1, paymentMethod, resumedAt, look);
    }

    private Attempt due(Instant now) {
        return new Attempt(id, kind, amount, state, openedAt, now, checks, paymentMethod, resumedAt, lastLook);
    }

    /** Again for as long as it was before it was given up. */
    private Attempt resumed(Instant now) {
        return new Attempt(id, kind, amount, state, openedAt, now, checks, paymentMethod, now, lastLook);
    }

    /** Since when it has been looked at without having been given up. */
    Instant watchedSince() {
        return resumedAt == null ? openedAt : resumedAt;
    }

    /**
     * Whether a payment that stands so has gone through what this attempt asked, one way or the other.
     *
     * @param capturedBefore what had been taken when the attempt was opened
     */
    boolean isSettledBy(Fact fact, Money capturedBefore) {
        return switch (fact) {
            case Created _, RequiresAction _, Approved _, Processing _ -> kind == Kind.CREATE;
            case Authorized _ -> kind == Kind.CREATE || kind == Kind.CONFIRM;
            case PartlyCaptured some ->
                switch (kind) {
                    case CREATE, CONFIRM -> true;
                    case CAPTURE_PART -> some.total().compareTo(capturedBefore.plus(amount)) >= 0;
                    case CAPTURE, CANCEL -> false;
                };
            case Declined _ -> kind != Kind.CANCEL;
            case Captured _, Canceled _, Voided _, Expired _ -> true;
        };
    }

    /** What to ask of the provider, the same each time. */
    ProviderCommand command(PaymentTerms terms, Progress progress) {
        return switch (kind) {
            case CREATE ->
                new ProviderCommand.Create(id, terms.id().value(), terms.amount(), terms.description(), back(terms));
            case CONFIRM -> new ProviderCommand.Confirm(id, progress.requireRef(), paymentMethod, back(terms));
            case CAPTURE -> new ProviderCommand.Capture(id, progress.requireRef(), amount, true);
            case CAPTURE_PART -> new ProviderCommand.Capture(id, progress.requireRef(), amount, false);
            case CANCEL ->
                new ProviderCommand.Cancel(
                        id, progress.requireRef(), progress.captured().isPositive());
        };
    }

    private static @Nullable URI back(PaymentTerms terms) {
        return terms.returnUrl() == null
                ? null
                : ReturnUrls.with(terms.returnUrl(), "payment", terms.id().value());
    }

    /** Whether the provider, where a payment that has come so far stands so there, seems never to have heard of it. */
    boolean isUnheard(PaymentTerms terms, Progress progress, Fact fact) {
        return switch (kind) {
            case CREATE -> false;
            case CONFIRM ->
                fact instanceof Approved
                        || (fact instanceof Created && progress.state() != PaymentState.REQUIRES_ACTION)
                        || Verdict.on(progress, terms.amount(), fact, false) == Verdict.OLD_NEWS;
            case CAPTURE, CAPTURE_PART ->
                fact instanceof Authorized
                        || (fact instanceof PartlyCaptured some && some.total().equals(progress.captured()));
            case CANCEL ->
                switch (fact) {
                    case Created _, RequiresAction _, Approved _, Authorized _, PartlyCaptured _, Declined _ -> true;
                    case Processing _, Captured _, Canceled _, Voided _, Expired _ -> false;
                };
        };
    }

    /** As an operator wants it looked at. */
    Attempt ordered(OperatorAction action, Instant now) {
        return switch (action) {
            case CHECK_NOW -> due(now);
            case RESUME_CHECKS -> resumed(now);
            case REFUND, CANCEL, ACKNOWLEDGE, WAS_REFUNDED, WAS_NOT_REFUNDED -> this;
        };
    }
}
