package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.Refused;
import java.net.URI;
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

    /**
     * Whether this may be a token of the provider's; whether it is one, only the provider knows. Null is none, as where
     * the payer chooses on the provider's own page.
     */
    boolean takes(@Nullable PaymentMethodToken token);

    /** Whether the payer always acts on a page of the provider's, so that there must be somewhere to come back to. */
    default boolean needsReturnUrl() {
        return false;
    }

    /**
     * Keeps a payment method for a payer: {@code Kept}, {@code ActionRequired}, {@code Rejected}, or the call went wrong.
     */
    VaultAnswer attach(Attach command);

    /** What has become of one that waited for the payer, and keeps it if he has agreed: as {@link #attach}. */
    default VaultAnswer resume(Setup command) {
        return new Refused("setup_not_offered");
    }

    /**
     * Waits for the payer no longer: {@code Gone}, {@code Kept} where he was faster, or the call went wrong.
     */
    default VaultAnswer abandon(Setup command) {
        return new Refused("setup_not_offered");
    }

    /** Forgets a payment method: {@code Gone}, or the call went wrong. */
    VaultAnswer detach(Detach command);

    /**
     * Keep this for a payer.
     *
     * @param key the provider's idempotency key
     * @param payer our id of the user
     * @param customer the provider's id of the payer, where it is known; the provider makes one otherwise
     * @param token null where the payer chooses on the provider's page
     * @param returnUrl where the payer comes back to; null where he is not to be asked anything
     */
    record Attach(
            String key,
            String payer,
            @Nullable String customer,
            @Nullable PaymentMethodToken token,
            @Nullable URI returnUrl) {

        /** Without asking the payer anything. */
        public Attach(String key, String payer, @Nullable String customer, PaymentMethodToken token) {
            this(key, payer, customer, token, null);
        }
    }

    /**
     * About a method that waits, or waited, for its payer.
     *
     * @param setup as {@link VaultAnswer.ActionRequired} had it
     */
    record Setup(String key, String payer, String setup) {}

    /** @param token as it was {@linkplain VaultAnswer.Kept kept} */
    record Detach(String key, PaymentMethodToken token) {}
}
