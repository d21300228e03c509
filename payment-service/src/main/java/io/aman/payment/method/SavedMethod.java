package io.aman.payment.method;

import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.MethodVault.Detach;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Traits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One payment method of a payer.
 *
 * @param id the root of the provider's idempotency keys, too
 * @param sent what the payer sent, and under which customer it was to be kept
 * @param makeDefault whether it becomes the default as soon as it is kept
 * @param kept what to pay with; null until the provider has said that it keeps it
 * @param traits what may be shown of it; null as long
 * @param nextCheckAt when somebody looks what has become of it; null while nothing is open
 * @param checks how often somebody has asked again
 */
record SavedMethod(
        String id,
        String provider,
        MethodState state,
        PaymentMethodToken sent,
        boolean makeDefault,
        @Nullable PaymentMethodToken kept,
        @Nullable Traits traits,
        Instant createdAt,
        @Nullable Instant nextCheckAt,
        int checks) {

    boolean isActive() {
        return state == MethodState.ACTIVE;
    }

    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    /** What to pay with. */
    PaymentMethodToken token() {
        return Objects.requireNonNull(kept, "kept");
    }

    boolean stands(PaymentMethodToken token) {
        return kept != null && kept.value().equals(token.value());
    }

    Attach attach(String payer) {
        return new Attach(id + "-attach", payer, sent.customer(), new PaymentMethodToken(sent.value()));
    }

    Detach detach() {
        return new Detach(id + "-detach", token());
    }

    /** Kept; one that the payer wants gone meanwhile is still to be detached. */
    SavedMethod kept(Kept answer) {
        var settled = state == MethodState.ATTACHING;
        return new SavedMethod(
                id,
                provider,
                settled ? MethodState.ACTIVE : state,
                sent,
                false,
                answer.token(),
                answer.traits(),
                createdAt,
                settled ? null : nextCheckAt,
                checks);
    }

    SavedMethod detaching(Instant nextCheckAt) {
        return new SavedMethod(
                id, provider, MethodState.DETACHING, sent, false, kept, traits, createdAt, nextCheckAt, 0);
    }

    SavedMethod checked(Instant next) {
        return new SavedMethod(id, provider, state, sent, makeDefault, kept, traits, createdAt, next, checks + 1);
    }

    SavedMethod notDefault() {
        return new SavedMethod(id, provider, state, sent, false, kept, traits, createdAt, nextCheckAt, checks);
    }
}
