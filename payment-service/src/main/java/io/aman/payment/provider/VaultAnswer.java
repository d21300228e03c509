package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.NextAction;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import org.jspecify.annotations.Nullable;

/** What came back from a provider that was asked to keep or to forget a payment method. */
public sealed interface VaultAnswer
        permits VaultAnswer.Kept,
                VaultAnswer.ActionRequired,
                VaultAnswer.Rejected,
                VaultAnswer.Gone,
                Unknown,
                NotSent,
                Refused {

    /**
     * The provider keeps it.
     *
     * @param token what to pay with from now on, its customer included; it may differ from the one that was sent
     */
    record Kept(PaymentMethodToken token, Traits traits) implements VaultAnswer {}

    /**
     * The payer must act before the provider keeps it.
     *
     * @param setup the provider's id of what waits for him
     */
    record ActionRequired(String setup, NextAction action) implements VaultAnswer {}

    /**
     * The provider will never keep it: declined, unknown, or somebody else's.
     *
     * @param code the provider's own
     */
    record Rejected(String code) implements VaultAnswer {}

    /** The provider does not keep it, or not any more. */
    record Gone() implements VaultAnswer {}

    /**
     * What may be shown of it.
     *
     * @param kind the provider's word, such as {@code card}
     */
    record Traits(
            String kind,
            @Nullable String brand,
            @Nullable String last4,
            @Nullable Integer expiryMonth,
            @Nullable Integer expiryYear) {}

    /** The same answer where the request may have been sent before: see {@link ProviderAnswer#afterAnEarlierSend()}. */
    default VaultAnswer whereAskedBefore() {
        return switch (this) {
            case NotSent notSent -> new Unknown(notSent.reason());
            case Refused refused -> new Unknown("refused when asked again: " + refused.code());
            case Kept _, ActionRequired _, Rejected _, Gone _, Unknown _ -> this;
        };
    }
}
