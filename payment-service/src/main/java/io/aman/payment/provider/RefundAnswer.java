package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import org.jspecify.annotations.Nullable;

/** What came back from a provider that was asked to give money back, or what became of that. */
public sealed interface RefundAnswer permits RefundAnswer.Stands, Unknown, NotSent, Refused {

    /** How far giving back has come. */
    enum State {
        /** Accepted; the money is on its way or waits. */
        PENDING,
        SUCCEEDED,
        /** The money stays or came back, also after it seemed to have succeeded. */
        FAILED,
        CANCELED
    }

    /**
     * How the refund stands.
     *
     * @param ref the provider's own id of the refund
     * @param failure the provider's own code, where it failed
     */
    record Stands(
            String ref, Money amount, State state, @Nullable String failure) implements RefundAnswer {}

    /** The same answer where the request may have been sent before: see {@link ProviderAnswer#afterAnEarlierSend()}. */
    default RefundAnswer whereSentBefore() {
        return switch (this) {
            case NotSent notSent -> new Unknown(notSent.reason());
            case Refused refused -> new Unknown("refused when asked again: " + refused.code());
            case Stands stands -> stands;
            case Unknown unknown -> unknown;
        };
    }
}
