package io.aman.payment.provider;

import io.aman.events.Money;
import org.jspecify.annotations.Nullable;

/**
 * What came back from a provider.
 *
 * <p>A {@link Fact} says how the payment stands. The others say how the call went, and the difference between them
 * decides about money: only {@link NotSent} and {@link Refused} are certain that nothing happened.
 */
public sealed interface ProviderAnswer {

    /** How the payment stands at the provider. */
    sealed interface Fact extends ProviderAnswer {

        /** The provider's own id of the payment. */
        String ref();
    }

    /** It exists, and nothing is held. */
    record Created(String ref) implements Fact {}

    /** The payer must act. */
    record RequiresAction(String ref, NextAction action) implements Fact {}

    /** Submitted, and the provider itself does not know the outcome yet. */
    record Processing(String ref) implements Fact {}

    /**
     * The payer has agreed, and we must ask for the hold now: asking the confirmation again is safe at any time, since the
     * provider lets it happen once.
     */
    record Approved(String ref) implements Fact {}

    /** The amount is held. */
    record Authorized(String ref, Money held) implements Fact {}

    /** @param total all that was taken by now; the rest is still held */
    record PartlyCaptured(String ref, Money total) implements Fact {}

    /** @param total all that was ever taken; nothing more can be */
    record Captured(String ref, Money total) implements Fact {}

    /**
     * The provider said no; another attempt may follow.
     *
     * @param code the provider's own, such as {@code insufficient_funds}
     * @param evidence tells this decline from an earlier one with the same code
     */
    record Declined(String ref, String code, @Nullable String evidence) implements Fact {}

    /** Nothing is held and nothing can be. */
    record Canceled(String ref) implements Fact {}

    /** Nobody acted in time, or the hold lapsed: nothing is held and nothing can be. */
    record Expired(String ref) implements Fact {}

    /** All was taken, and the provider has given it back of its own accord, which is no refund. */
    record Voided(String ref) implements Fact {}

    /** The provider knows nothing of it, which may still change: no outcome, but none to wait for without end. */
    record Absent(String reason) implements ProviderAnswer {}

    /** The call may have taken effect or not: a timeout, a broken connection, a 5xx, a status nobody knows. */
    record Unknown(String reason) implements ProviderAnswer, RefundAnswer, RefundList, DisputeAnswer, VaultAnswer {}

    /** The call certainly had no effect and may be made again. */
    record NotSent(String reason) implements ProviderAnswer, RefundAnswer, RefundList, DisputeAnswer, VaultAnswer {}

    /**
     * The provider certainly did nothing and will do nothing when asked the same again: our request is wrong, or our
     * credentials.
     */
    record Refused(String code) implements ProviderAnswer, RefundAnswer, VaultAnswer {}

    /**
     * What the payer must do.
     *
     * @param type the provider's word for it, such as {@code redirect_to_url}
     * @param url where to send the payer; absent where the provider's own script takes over
     */
    record NextAction(String type, @Nullable String url) {}

    /**
     * The same answer where the command may already have been sent before: then a failure to send it now says nothing
     * about the first time.
     */
    default ProviderAnswer afterAnEarlierSend() {
        return switch (this) {
            case NotSent notSent -> new Unknown(notSent.reason());
            case Refused refused -> new Unknown("refused when asked again: " + refused.code());
            case Fact fact -> fact;
            case Absent absent -> absent;
            case Unknown unknown -> unknown;
        };
    }
}
