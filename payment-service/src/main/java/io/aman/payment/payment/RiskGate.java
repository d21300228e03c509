package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.DeniedByRisk;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.risk.PaymentRisk;
import io.aman.payment.risk.PaymentRisk.Ruling;
import io.aman.platform.Ids;
import io.aman.platform.risk.PaymentQuestion;
import io.aman.platform.risk.PaymentQuestion.Purpose;
import io.aman.platform.security.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets money move only where its risk allows that. The trail says which rule decided: of what begins in its own entry, and
 * of what may not in one that leaves the payment as it is.
 */
@Component
final class RiskGate {

    private final PaymentRisk risk;
    private final Payments payments;

    RiskGate(PaymentRisk risk, Payments payments) {
        this.risk = risk;
        this.payments = payments;
    }

    /** What one call to us has asked; what it looks at twice, before it changes it and while it does, it asks about once. */
    private final class Asking {
        private final Purpose purpose;
        private final Caller caller;
        private final KeyedOperation operation;
        private final Cause cause;
        private final Map<PaymentQuestion, Ruling> rulings = new HashMap<>();

        Asking(Purpose purpose, Caller caller, KeyedOperation operation, Cause cause) {
            this.purpose = purpose;
            this.caller = caller;
            this.operation = operation;
            this.cause = cause;
        }

        void pass(Payment payment, Money amount, @Nullable PaymentMethodToken method) {
            var question = new PaymentQuestion(
                    purpose,
                    operation.id(),
                    caller.address(),
                    payment.id().value(),
                    amount,
                    payment.terms().provider(),
                    method == null ? null : Ids.derived("mth_", method.value()));
            var ruling = rulings.computeIfAbsent(question, fresh -> risk.of(fresh, caller));
            if (!ruling.mayGoOn()) {
                payments.change(payment.id(), unchanged -> unchanged.denied(purpose.name(), ruling.rule(), cause));
                throw new DeniedByRisk(payment.id());
            }
            payment.judgedBy(ruling.rule());
        }
    }

    /** @param operation asked about again it gets the same answer */
    ConfirmPayment.Rule ofConfirming(Caller caller, KeyedOperation operation, Cause cause) {
        var asking = new Asking(Purpose.PAYMENT, caller, operation, cause);
        return (payment, method) -> asking.pass(payment, payment.terms().amount(), method);
    }

    /**
     * @param amountMinor null for all that is left
     * @param operation asked about again it gets the same answer
     */
    Consumer<Payment> ofRefunding(Caller caller, @Nullable Long amountMinor, KeyedOperation operation, Cause cause) {
        var asking = new Asking(Purpose.REFUND, caller, operation, cause);
        return payment -> {
            var left = payment.progress().refundable();
            var amount = new Money(Objects.requireNonNullElse(amountMinor, left.amountMinor()), left.currency());
            asking.pass(payment, amount, null);
        };
    }
}
