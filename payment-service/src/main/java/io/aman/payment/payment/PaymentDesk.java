package io.aman.payment.payment;

import io.aman.events.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Payments as other features of this service see them. */
@Component
public final class PaymentDesk {

    private final CreatePayment create;
    private final Payments payments;

    PaymentDesk(CreatePayment create, Payments payments) {
        this.create = create;
        this.payments = payments;
    }

    /**
     * A payment as it stands.
     *
     * @param captured what was taken by now, refunds not counted
     * @param untouched whether nothing is held, taken or under way, and the payer is not acting on it
     */
    public record Standing(String id, String payer, PaymentState state, Money captured, boolean untouched) {}

    public Optional<Standing> find(String id) {
        return payments.find(new PaymentId(id)).map(PaymentDesk::standing);
    }

    /**
     * What a provider calls a payment and a refund; our own ids where it has not told.
     *
     * @param refund null where none was asked for
     */
    public record Refs(String payment, @Nullable String refund) {}

    /** @param refund our id of a refund of the payment; null for the payment alone */
    public Refs refs(String payment, @Nullable String refund) {
        var progress = payments.find(new PaymentId(payment)).map(Payment::progress);
        var ref = progress.map(Progress::providerRef).orElse(payment);
        return new Refs(
                ref,
                refund == null
                        ? null
                        : progress.flatMap(known -> known.refund(refund))
                                .map(Refund::providerRef)
                                .orElse(refund));
    }

    /**
     * Starts a payment that its payer then confirms.
     *
     * @param provider null to leave the choice to the routing
     * @param operation the same one ends in the same payment, however often and after whatever crash it is run
     */
    public Standing create(
            String payer,
            Money amount,
            @Nullable String provider,
            @Nullable String reference,
            String operation,
            Cause cause) {
        return standing(create.create(
                new CreatePayment.Wanted(payer, amount, provider, reference, null, null), operation, cause));
    }

    private static Standing standing(Payment payment) {
        var untouched = !payment.isUndecided()
                && switch (payment.progress().state()) {
                    case CREATED, FAILED, CANCELED, EXPIRED -> true;
                    case REQUIRES_ACTION,
                            PROCESSING,
                            AUTHORIZED,
                            PARTIALLY_CAPTURED,
                            CAPTURED,
                            PARTIALLY_REFUNDED,
                            REFUNDED -> false;
                };
        return new Standing(
                payment.id().value(),
                payment.terms().payer(),
                payment.progress().state(),
                payment.progress().captured(),
                untouched);
    }
}
