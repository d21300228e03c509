package io.aman.payment.provider;

import io.aman.events.Money;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider as the life of a payment meets it: its API, its payers, its dashboard and its books. */
public interface OtherSide {

    /** What people do there without us. */
    enum Deed {
        PAYER_AGREES,
        PAYER_DECLINES,
        PAYER_LEAVES,
        CAPTURED,
        CANCELED,
        REFUNDED,
        /** What only this provider knows. */
        CHANGED
    }

    /**
     * @param captured in minor units, as is what was given back
     * @param over whether money was taken and no more can be
     * @param forgotten whether the provider no longer says anything about it
     */
    record Books(long captured, long refunded, boolean over, boolean forgotten) {}

    /** The adapter, without mishaps. */
    PaymentProvider provider();

    /** What to confirm with; null where the payer chooses at the provider. */
    @Nullable
    PaymentMethodToken method(boolean declined);

    /** Somebody does it, or tries to where that is not possible. */
    void happens(Deed deed, String ref, Money amount, Money part);

    /** Announces, by the provider's id, the payments that the adapter itself wants to be looked at by now. */
    default void announce(Consumer<String> notices) {}

    Books books(String ref);
}
