package io.aman.payment.method;

import io.aman.payment.provider.MethodVault.Attach;
import io.aman.payment.provider.MethodVault.Detach;
import io.aman.payment.provider.MethodVault.Setup;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Kept;
import io.aman.payment.provider.VaultAnswer.Traits;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One payment method of a payer.
 *
 * @param id the root of the provider's idempotency keys, too
 * @param sent what the payer sent, and under which customer it was to be kept; null where he chooses at the provider
 * @param returnUrl where the payer comes back to; null where he is asked nothing
 * @param makeDefault whether it becomes the default as soon as it is kept
 * @param setup the provider's id of what waited for the payer; null where nothing ever did
 * @param nextAction what the payer must do, while that is the state
 * @param kept what to pay with; null until the provider has said that it keeps it
 * @param traits what may be shown of it; null as long
 * @param failure the provider's code or ours, where it failed
 * @param nextCheckAt when somebody looks what has become of it; null while nothing is open
 * @param checks how often somebody has asked again
 */
record SavedMethod(
        String id,
        String provider,
        MethodState state,
        @Nullable PaymentMethodToken sent,
        @Nullable URI returnUrl,
        boolean makeDefault,
        @Nullable String setup,
        @Nullable NextAction nextAction,
        @Nullable PaymentMethodToken kept,
        @Nullable Traits traits,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant nextCheckAt,
        int checks) {

    static SavedMethod attaching(
            String id,
            String provider,
            @Nullable PaymentMethodToken sent,
            @Nullable URI returnUrl,
            boolean makeDefault,
            Instant at,
            Instant nextCheckAt) {
        return new SavedMethod(
                id,
                provider,
                MethodState.ATTACHING,
                sent,
                returnUrl,
                makeDefault,
                null,
                null,
                null,
                null,
                null,
                at,
                nextCheckAt,
                0);
    }

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

    boolean stands(@Nullable PaymentMethodToken token) {
        return kept != null && token != null && kept.value().equals(token.value());
    }

    Attach attach(String payer) {
        return new Attach(
                id + "-attach",
                payer,
                sent == null ? null : sent.customer(),
                sent == null ? null : new PaymentMethodToken(sent.value()),
                returnUrl);
    }

    Setup resume(String payer) {
        return new Setup(id + "-keep", payer, Objects.requireNonNull(setup, "setup"));
    }

    Setup abandon(String payer) {
        return new Setup(id + "-abandon", payer, Objects.requireNonNull(setup, "setup"));
    }

    Detach detach() {
        return new Detach(id + "-detach", token());
    }

    /** Kept; one that the payer wants gone meanwhile is still to be detached. */
    SavedMethod kept(Kept answer) {
        var leaves = state == MethodState.DETACHING;
        var next = leaves ? state : MethodState.ACTIVE;
        return in(next, null, answer.token(), answer.traits(), null, leaves ? nextCheckAt : null);
    }

    /** The payer is waited for; one that the payer wants gone meanwhile is still to be abandoned. */
    SavedMethod waiting(ActionRequired answer) {
        var leaves = state == MethodState.DETACHING;
        return new SavedMethod(
                id,
                provider,
                leaves ? state : MethodState.REQUIRES_ACTION,
                sent,
                returnUrl,
                makeDefault,
                answer.setup(),
                leaves ? null : answer.action(),
                null,
                null,
                null,
                createdAt,
                nextCheckAt,
                checks);
    }

    /** @param until how long it is shown */
    SavedMethod failed(String code, Instant until) {
        return in(MethodState.FAILED, null, null, null, code, until);
    }

    SavedMethod detaching(Instant next) {
        return in(MethodState.DETACHING, null, kept, traits, null, next).asked(0);
    }

    private SavedMethod in(
            MethodState next,
            @Nullable NextAction action,
            @Nullable PaymentMethodToken token,
            @Nullable Traits shown,
            @Nullable String code,
            @Nullable Instant checkAt) {
        return new SavedMethod(
                id, provider, next, sent, returnUrl, false, setup, action, token, shown, code, createdAt, checkAt,
                checks);
    }

    SavedMethod checked(Instant next) {
        return due(next).asked(checks + 1);
    }

    SavedMethod notDefault() {
        return copy(false, nextCheckAt, checks);
    }

    SavedMethod due(Instant next) {
        return copy(makeDefault, next, checks);
    }

    private SavedMethod asked(int times) {
        return copy(makeDefault, nextCheckAt, times);
    }

    private SavedMethod copy(boolean wanted, @Nullable Instant checkAt, int times) {
        return new SavedMethod(
                id,
                provider,
                state,
                sent,
                returnUrl,
                wanted,
                setup,
                nextAction,
                kept,
                traits,
                failure,
                createdAt,
                checkAt,
                times);
    }
}
