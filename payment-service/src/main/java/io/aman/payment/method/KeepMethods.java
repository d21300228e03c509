package io.aman.payment.method;

import io.aman.payment.method.MethodError.InvalidToken;
import io.aman.payment.method.MethodError.NotFound;
import io.aman.payment.method.MethodError.ProviderRefused;
import io.aman.payment.method.MethodError.ProviderUnavailable;
import io.aman.payment.method.MethodError.Rejected;
import io.aman.payment.method.MethodError.UnknownProvider;
import io.aman.payment.provider.MethodVaults;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Attaches and detaches: write the intent, ask the provider, write the answer. Nothing is held open in between, and what
 * a crash or a silent provider leaves open is {@linkplain #resolve asked again}.
 */
final class KeepMethods {

    private final Wallets wallets;
    private final MethodVaults vaults;
    private final MethodProperties properties;
    private final Clock clock;

    KeepMethods(Wallets wallets, MethodVaults vaults, MethodProperties properties, Clock clock) {
        this.wallets = wallets;
        this.vaults = vaults;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Has a provider keep a payment method for the payer.
     *
     * @param operation the same one keeps one method, however often it is run
     * @return the method, which may be {@code ATTACHING}, or one of before where the provider keeps this very token
     */
    SavedMethod attach(String payer, String provider, PaymentMethodToken token, boolean makeDefault, String operation) {
        var vault = vaults.find(provider).orElseThrow(UnknownProvider::new);
        if (!vault.takes(token)) {
            throw new InvalidToken(provider);
        }
        var id = MethodId.attachedBy(operation);
        var now = now();
        var due = properties.nextCheck(now, 0);
        var asked = wallets.change(
                payer, wallet -> wallet.beginAttach(id, provider, token, makeDefault, now, due, properties.max()));
        var method = asked.find(id.value());
        if (method.isEmpty()) {
            return asked.standing(provider, token).orElseThrow(NotFound::new);
        }
        if (method.get().state() != MethodState.ATTACHING) {
            return method.get();
        }
        var said = vault.attach(method.get().attach(payer));
        var answer = asked.hasBegun(id.value()) ? said : said.whereAskedBefore();
        var after = wallets.change(payer, wallet -> wallet.attachAnswered(id.value(), answer));
        return outcome(after, method.get(), answer);
    }

    private static SavedMethod outcome(Wallet after, SavedMethod asked, VaultAnswer answer) {
        var provider = asked.provider();
        var left = after.find(asked.id());
        return switch (answer) {
            case Kept kept ->
                left.or(() -> after.standing(provider, kept.token()).filter(SavedMethod::isActive))
                        .orElseThrow(() -> new Rejected(provider, "being_detached"));
            case Unknown _ -> left.orElseThrow(NotFound::new);
            case VaultAnswer.Rejected rejected -> throw new Rejected(provider, rejected.code());
            case NotSent _ -> left.orElseThrow(() -> new ProviderUnavailable(provider));
            case Refused _ -> left.orElseThrow(() -> new ProviderRefused(provider));
            case Gone _ -> throw new IllegalStateException("asked to keep, the provider forgot");
        };
    }

    /** Has the provider forget a method; from now on nobody can pay with it, whatever the provider answers. */
    Optional<SavedMethod> detach(String payer, String id) {
        wallets.change(payer, wallet -> wallet.beginDetach(id, properties.nextCheck(now(), 0)));
        return resolve(payer, id);
    }

    /**
     * Asks again for whatever is open of a method, under the keys of the first time.
     *
     * @return the method as it stands then; empty when it is gone
     */
    Optional<SavedMethod> resolve(String payer, String id) {
        var method = wallets.of(payer).find(id);
        if (method.isPresent() && method.get().kept() == null) {
            var answer = vaults.require(method.get().provider())
                    .attach(method.get().attach(payer))
                    .whereAskedBefore();
            method = wallets.change(payer, wallet -> wallet.attachAnswered(id, answer))
                    .find(id);
        }
        if (method.isPresent() && method.get().kept() != null && method.get().state() == MethodState.DETACHING) {
            var answer =
                    vaults.require(method.get().provider()).detach(method.get().detach());
            method = wallets.change(payer, wallet -> wallet.detachAnswered(id, answer))
                    .find(id);
        }
        return method;
    }

    /** Asks again for everything that is due, and returns when that is done. */
    void sweep() {
        for (var due = claim(); due.isPresent(); due = claim()) {
            var payer = due.get().payer();
            for (var method : due.get().methods()) {
                if (method.isDue(now())) {
                    var next = properties.nextCheck(now(), method.checks() + 1);
                    wallets.change(payer, wallet -> wallet.checked(method.id(), next));
                    var _ = resolve(payer, method.id());
                }
            }
        }
    }

    private Optional<Wallet> claim() {
        return wallets.claimDue(now(), now().plus(properties.lease()));
    }

    /** As exact as MongoDB keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
