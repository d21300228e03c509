package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.events.PaymentEvent.DisputeStatus;
import io.aman.payment.payment.Progress.Capture;
import io.aman.payment.payment.Progress.Failure;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of a {@link Progress} while it is being changed. */
final class ProgressDraft {
    PaymentState state;
    Money captured;

    @Nullable
    String providerRef;

    @Nullable
    Failure failure;

    @Nullable
    NextAction nextAction;

    List<Attempt> attempts;
    List<Refund> refunds;
    List<Capture> captures;

    @Nullable
    DisputeStatus dispute;

    boolean lateSuccess;

    @Nullable
    Instant lateSince;

    List<String> seen;
    Instant updatedAt;

    ProgressDraft(Progress progress) {
        state = progress.state();
        captured = progress.captured();
        providerRef = progress.providerRef();
        failure = progress.failure();
        nextAction = progress.nextAction();
        attempts = progress.attempts();
        refunds = progress.refunds();
        captures = progress.captures();
        dispute = progress.dispute();
        lateSuccess = progress.lateSuccess();
        lateSince = progress.lateSince();
        seen = progress.seen();
        updatedAt = progress.updatedAt();
    }

    Progress done() {
        return new Progress(
                state,
                captured,
                providerRef,
                failure,
                nextAction,
                attempts,
                refunds,
                captures,
                dispute,
                lateSuccess,
                lateSince,
                seen,
                updatedAt);
    }
}
