package io.aman.payment.provider;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Cancel;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Someone who moves money for us.
 *
 * <p>No method throws because of what the provider says or fails to say: all of that is a {@link ProviderAnswer}. Every
 * command carries a key, and asking twice with one key has one effect for as long as {@link #keyLifetime()} says.
 */
public interface PaymentProvider {

    /** As it stands in requests, documents and events: {@code stripe}. */
    String name();

    /** The kind of payment method that is paid with here, as metrics tell it apart: {@code card}, {@code knet}. */
    default String methodKind() {
        return name();
    }

    /** Whether a confirmation may come with this; null is none, as where the payer pays on the provider's own page. */
    boolean takes(@Nullable PaymentMethodToken method);

    /** Whether it makes sense to ask now; a provider that fails is left alone for a while. */
    default boolean isAvailable() {
        return true;
    }

    /** Whether the payer always pays on a page of the provider's, so that a payment needs somewhere to come back to. */
    default boolean needsReturnUrl() {
        return false;
    }

    /** Whether a hold can be captured in several parts. */
    default boolean capturesInParts() {
        return false;
    }

    /** Whether the provider can represent exactly this amount; it is refused otherwise, never rounded. */
    AmountCheck check(Money amount);

    /** How long after its first use a key is certain to be known; after that only {@link #read} is safe. */
    Duration keyLifetime();

    ProviderAnswer create(Create command);

    ProviderAnswer confirm(Confirm command);

    ProviderAnswer capture(Capture command);

    /** Refused, unless the provider offers it. */
    default ProviderAnswer cancel(Cancel command) {
        return new Refused("cancel_not_offered");
    }

    /** Refused, unless the provider offers it. */
    default RefundAnswer refund(RefundCommand command) {
        return new Refused("refund_not_offered");
    }

    /** Out of what the payment that the provider calls {@code ref} can be given back; by default, out of itself. */
    default RefundSources refundSources(String ref) {
        return new RefundSources.Whole();
    }

    /** What has become of a refund that the provider calls {@code refundRef}. */
    default RefundAnswer readRefund(String refundRef) {
        return new Unknown("refunds cannot be read");
    }

    /** All refunds of the payment that the provider calls {@code ref}, those made in its own dashboard included. */
    default RefundList readRefunds(String ref) {
        return new RefundList.NotOffered();
    }

    /** Whether the payer disputes the payment that the provider calls {@code ref}; the newest dispute decides. */
    default DisputeAnswer readDispute(String ref) {
        return new DisputeAnswer.None();
    }

    /** As {@link #keyLifetime()}, for refunds; zero where the provider knows no keys for them. */
    default Duration refundKeyLifetime() {
        return keyLifetime();
    }

    /** What the provider says now about the payment it calls {@code ref}. */
    ProviderAnswer read(String ref);

    /** Asks whatever the command asks. */
    default ProviderAnswer ask(ProviderCommand command) {
        return switch (command) {
            case Create create -> create(create);
            case Confirm confirm -> confirm(confirm);
            case Capture capture -> capture(capture);
            case Cancel cancel -> cancel(cancel);
        };
    }
}
