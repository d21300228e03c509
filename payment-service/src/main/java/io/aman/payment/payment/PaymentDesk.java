package io.aman.payment.payment;

import io.aman.events.Money;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
     * What a provider calls a payment and its refunds, and how much of both the payment itself knows of.
     *
     * @param refunds by our ids; only those it has told a name of
     * @param isThere whether there is such a payment
     * @param decided our ids of those whose outcome is known
     */
    public record Refs(
            String payment,
            Map<String, String> refunds,
            boolean isThere,
            long capturedMinor,
            boolean canceled,
            Set<String> decided) {

        private static Refs none(String id) {
            return new Refs(id, Map.of(), false, 0, false, Set.of());
        }

        /** Whether it knows to have taken that much by now, or to have lost what it took. */
        public boolean tookInAll(Money total) {
            return canceled || capturedMinor >= total.amountMinor();
        }

        /** Its name of a refund; our own where it has not told. */
        public String refund(String id) {
            return refunds.getOrDefault(id, id);
        }

        private static Refs of(Payment payment) {
            var progress = payment.progress();
            var refunds = progress.refunds().stream()
                    .filter(refund -> refund.providerRef() != null)
                    .collect(Collectors.toMap(Refund::id, refund -> Objects.requireNonNull(refund.providerRef())));
            var decided = progress.refunds().stream()
                    .filter(refund -> refund.state() != RefundState.REQUESTED && refund.state() != RefundState.PENDING)
                    .map(Refund::id)
                    .collect(Collectors.toSet());
            return new Refs(
                    Objects.requireNonNullElse(
                            progress.providerRef(), payment.id().value()),
                    refunds,
                    true,
                    progress.captured().amountMinor(),
                    progress.state() == PaymentState.CANCELED,
                    decided);
        }
    }

    /** What {@link Refs} there are for each of these payments; one that is not there goes by its own id. */
    public Function<String, Refs> refs(Set<String> ids) {
        var refs = payments.findAll(ids.stream().map(PaymentId::new).toList()).stream()
                .collect(Collectors.toMap(payment -> payment.id().value(), Refs::of));
        return id -> Objects.requireNonNullElseGet(refs.get(id), () -> Refs.none(id));
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
                new CreatePayment.Wanted(payer, amount, provider, reference, null, null),
                KeyedOperation.of(operation),
                cause));
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
