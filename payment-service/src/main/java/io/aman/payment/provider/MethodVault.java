package io.aman.payment.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider that keeps payers' payment methods for later payments.
 *
 * <p>No method throws because of what the provider says or fails to say: all of that is a {@link VaultAnswer}. Asking
 * twice for one thing has one effect.
 */
public interface MethodVault {

    /** As the {@link PaymentProvider}'s. */
    String name();

    /** Whether this may be a token of the provider's; whether it is one, only the provider knows. */
    boolean takes(PaymentMethodToken token);

    /** Keeps a payment method for a payer: {@code Kept}, {@code Rejected}, or the call went wrong. */
    VaultAnswer attach(Attach command);

    /** Forgets a payment method: {@code Gone}, or the call went wrong. */
    VaultAnswer detach(Detach command);

    /**
     * Keep this for a payer.
     *
     * @param key the provider's idempotency key
     * @param payer our id of the user
     * @param customer the provider's id of the payer, where it is known; the provider makes one otherwise
     */
    record Attach(String key, String payer, @Nullable String customer, PaymentMethodToken token) {}

    /** @param token as it was {@linkplain VaultAnswer.Kept kept} */
    record Detach(String key, PaymentMethodToken token) {}
}
