package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.DeniedByRisk;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.risk.PaymentRisk;
import io.aman.platform.Ids;
import io.aman.platform.risk.PaymentQuestion;
import io.aman.platform.risk.PaymentQuestion.Purpose;
import io.aman.platform.security.Caller;
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

    /** @param operation asked about again it gets the same answer */
    ConfirmPayment.Rule ofConfirming(Caller caller, KeyedOperation operation, Cause cause) {
        return (payment, method) ->
                pass(Purpose.PAYMENT, payment, payment.terms().amount(), method, operation.id(), caller, cause);
    }

    /**
     * @param amountMinor null for all that is left
     * @param operation asked about again it gets the same answer
     */
    Consumer<Payment> ofRefunding(Caller caller, @Nullable Long amountMinor, KeyedOperation operation, Cause cause) {
        return payment -> {
            var left = payment.progress().refundable();
            var amount = new Money(Objects.requireNonNullElse(amountMinor, left.amountMinor()), left.currency());
            pass(Purpose.REFUND, payment, amount, null, operation.id(), caller, cause);
        };
    }

    private void pass(
            Purpose purpose,
            Payment payment,
            Money amount,
            @Nullable PaymentMethodToken method,
            String operation,
            Caller caller,
            Cause cause) {
        var ruling = risk.of(
                new PaymentQuestion(
                        purpose,
                        operation,
                        caller.address(),
                        payment.id().value(),
                        amount,
                        payment.terms().provider(),
                        method == null ? null : Ids.derived("mth_", method.value())),
                caller);
        if (!ruling.mayGoOn()) {
            payments.change(payment.id(), unchanged -> unchanged.denied(purpose.name(), ruling.rule(), cause));
            throw new DeniedByRisk(payment.id());
        }
        payment.judgedBy(ruling.rule());
    }
}
