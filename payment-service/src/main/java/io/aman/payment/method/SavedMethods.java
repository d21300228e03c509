package io.aman.payment.method;

import io.aman.payment.provider.PaymentMethodToken;
import java.util.Optional;

/** Saved payment methods as payments see them: what a payer can pay with. */
public final class SavedMethods {

    private final Wallets wallets;

    SavedMethods(Wallets wallets) {
        this.wallets = wallets;
    }

    /** The token behind one of the payer's methods; empty unless the provider keeps it and it is not on its way out. */
    public Optional<PaymentMethodToken> find(String payer, String provider, String id) {
        return wallets.of(payer)
                .find(id)
                .filter(method -> method.provider().equals(provider) && method.isActive())
                .map(SavedMethod::token);
    }

    /** The token behind the payer's default with a provider. */
    public Optional<PaymentMethodToken> defaultOf(String payer, String provider) {
        return wallets.of(payer)
                .defaultOf(provider)
                .filter(SavedMethod::isActive)
                .map(SavedMethod::token);
    }
}
