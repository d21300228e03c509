package io.aman.payment.method;

import io.aman.payment.method.MethodError.InvalidToken;
import io.aman.payment.method.MethodError.NotFound;
import io.aman.payment.method.MethodError.ProviderRefused;
import io.aman.payment.method.MethodError.ProviderUnavailable;
import io.aman.payment.method.MethodError.Rejected;
import io.aman.payment.method.MethodError.ReturnUrlRequired;
import io.aman.payment.method.MethodError.UnknownProvider;
import io.aman.payment.method.MethodError.UnknownReturnUrl;
import io.aman.payment.provider.MethodHints;
import io.aman.payment.provider.MethodVault;
import io.aman.payment.provider.MethodVaults;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ReturnUrls;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attaches and detaches: write the intent, ask the provider, write the answer. Nothing is held open in between, and what
 * a crash or a silent provider leaves open is {@linkplain #resolve asked again}.
 */
final class KeepMethods implements MethodHints {

    private final Wallets wallets;
    private final MethodVaults vaults;
    private final ReturnUrls returnUrls;
    private final MethodProperties properties;
    private final Clock clock;

    KeepMethods(Wallets wallets, MethodVaults vaults, ReturnUrls returnUrls, MethodProperties properties, Clock clock) {
        this.wallets = wallets;
        this.vaults = vaults;
        this.returnUrls = returnUrls;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What a payer wants to keep.
     *
     * @param token null where the payer chooses on the provider's own page
     * @param returnTo the name of a configured address to come back to; null where the payer is not to be asked, unless
     *     the provider always asks: then it is the default
     */
    record Wanted(
            String payer,
            String provider,
            @Nullable PaymentMethodToken token,
            @Nullable String returnTo,
            boolean makeDefault) {}

    /**
     * Has a provider keep a payment method for the payer.
     *
     * @param operation the same one keeps one method, however often it is run
     * @return the method, which may be {@code ATTACHING} or {@code REQUIRES_ACTION}, or one of before where the provider
     *     keeps this very token
     */
    SavedMethod attach(Wanted wanted, String operation) {
        var provider = wanted.provider();
        var vault = vaults.find(provider).orElseThrow(UnknownProvider::new);
        if (!vault.takes(wanted.token())) {
            throw new InvalidToken(provider);
        }
        var id = MethodId.attachedBy(operation);
        var returnUrl = returnUrl(vault, wanted.returnTo(), id);
        var now = now();
        var asked = wallets.change(
                wanted.payer(),
                wallet -> wallet.beginAttach(
                        id,
                        provider,
                        wanted.token(),
                        returnUrl,
                        wanted.makeDefault(),
                        now,
                        properties.nextCheck(now, 0),
                        properties.max()));
        var method = asked.find(id.value());
        if (method.isEmpty()) {
            return asked.standing(provider, wanted.token()).orElseThrow(NotFound::new);
        }
        return method.get().state() == MethodState.ATTACHING
                ? ask(vault, asked, method.get(), wanted.payer())
                : method.get();
    }

    private SavedMethod ask(MethodVault vault, Wallet asked, SavedMethod method, String payer) {
        var said = vault.attach(method.attach(payer));
        var answer = asked.hasBegun(method.id()) ? said : said.whereAskedBefore();
        var after = wallets.change(payer, wallet -> wallet.attachAnswered(method.id(), answer));
        return outcome(after, method, answer);
    }

    private @Nullable URI returnUrl(MethodVault vault, @Nullable String name, MethodId id) {
        if (name == null && !vault.needsReturnUrl()) {
            return null;
        }
        var url = returnUrls.find(name).orElseThrow(() -> noReturnUrl(vault, name));
        return ReturnUrls.with(url, "method", id.value());
    }

    private static MethodError noReturnUrl(MethodVault vault, @Nullable String name) {
        return name == null ? new ReturnUrlRequired(vault.name()) : new UnknownReturnUrl();
    }

    private static SavedMethod outcome(Wallet after, SavedMethod asked, VaultAnswer answer) {
        var provider = asked.provider();
        var left = after.find(asked.id());
        return switch (answer) {
            case Kept kept ->
                left.or(() -> after.standing(provider, kept.token()).filter(SavedMethod::isActive))
                        .orElseThrow(() -> new Rejected(provider, "being_detached"));
            case ActionRequired _, Unknown _ -> left.orElseThrow(NotFound::new);
            case VaultAnswer.Rejected rejected -> throw new Rejected(provider, rejected.code());
            case NotSent _ -> left.orElseThrow(() -> new ProviderUnavailable(provider));
            case Refused _ -> left.orElseThrow(() -> new ProviderRefused(provider));
            case Gone _ -> throw new IllegalStateException("asked to keep, the provider forgot");
        };
    }

    /** Has a provider forget a method; from now on nobody can pay with it, whatever the provider answers. */
    Optional<SavedMethod> detach(String payer, String id) {
        wallets.change(payer, wallet -> wallet.beginDetach(id, properties.nextCheck(now(), 0)));
        return resolve(payer, id);
    }

    /** Looks what the payer has done about a method that waits for him; any other is left as it is. */
    SavedMethod look(String payer, String id) {
        var method = wallets.of(payer).require(id);
        return method.state() == MethodState.REQUIRES_ACTION
                ? resolve(payer, id).orElseThrow(NotFound::new)
                : method;
    }

    @Override
    public void moved(String payer, String setup) {
        wallets.change(payer, wallet -> wallet.hinted(setup, now()));
    }

    /**
     * Asks again for whatever is open of a method, under the keys of the first time.
     *
     * @return the method as it stands then; empty when it is gone
     */
    Optional<SavedMethod> resolve(String payer, String id) {
        var method = wallets.of(payer).find(id);
        if (method.filter(open -> open.kept() == null && open.setup() == null).isPresent()) {
            var answer = vault(method.get()).attach(method.get().attach(payer)).whereAskedBefore();
            method = wallets.change(payer, wallet -> wallet.attachAnswered(id, answer))
                    .find(id);
        }
        if (method.filter(open -> open.kept() == null && open.setup() != null).isPresent()) {
            method = resume(payer, method.get());
        }
        if (method.filter(open -> open.kept() != null && open.state() == MethodState.DETACHING)
                .isPresent()) {
            var answer = vault(method.get()).detach(method.get().detach());
            method = wallets.change(payer, wallet -> wallet.detachAnswered(id, answer))
                    .find(id);
        }
        return method;
    }

    private Optional<SavedMethod> resume(String payer, SavedMethod method) {
        var isTooLate = !now().isBefore(method.createdAt().plus(properties.actionWithin()));
        var answer = switch (method.state()) {
            case FAILED -> new Unknown("over");
            case ATTACHING, ACTIVE, REQUIRES_ACTION ->
                isTooLate
                        ? vault(method).abandon(method.abandon(payer))
                        : vault(method).resume(method.resume(payer));
            case DETACHING -> vault(method).abandon(method.abandon(payer));
        };
        var shownUntil = now().plus(properties.failedFor());
        return wallets.change(payer, wallet -> wallet.setupAnswered(method.id(), answer, shownUntil))
                .find(method.id());
    }

    private MethodVault vault(SavedMethod method) {
        return vaults.require(method.provider());
    }

    /** Asks again for everything that is due, and returns when that is done. */
    void sweep() {
        for (var due = claim(); due.isPresent(); due = claim()) {
            var payer = due.get().payer();
            for (var method : due.get().methods()) {
                if (method.isDue(now())) {
                    takeUp(payer, method);
                }
            }
        }
    }

    private void takeUp(String payer, SavedMethod method) {
        if (method.state() == MethodState.FAILED) {
            wallets.change(payer, wallet -> wallet.forget(method.id()));
            return;
        }
        var next = method.state() == MethodState.REQUIRES_ACTION
                ? properties.nextLook(now(), method.createdAt())
                : properties.nextCheck(now(), method.checks() + 1);
        wallets.change(payer, wallet -> wallet.checked(method.id(), next));
        var _ = resolve(payer, method.id());
    }

    private Optional<Wallet> claim() {
        return wallets.claimDue(now(), now().plus(properties.lease()));
    }

    /** As exact as MongoDB keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
