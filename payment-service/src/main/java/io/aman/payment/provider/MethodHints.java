package io.aman.payment.provider;

/** Where adapters tell that a payer may have acted on a payment method that waited for him. */
public interface MethodHints {

    /**
     * A reason to look now, never the truth itself; kept durably before it returns.
     *
     * @param payer our id of the user, as the provider was told it
     * @param setup as {@link VaultAnswer.ActionRequired} had it; one that nobody waits for is ignored
     */
    void moved(String payer, String setup);
}
