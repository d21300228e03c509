package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives captured money back: write the intent, ask the provider, write the answer. */
@Component
final class RefundPayment {

    private final Payments payments;
    private final Providers providers;
    private final AskProvider exact;
    private final CheckSchedule schedule;

    RefundPayment(Payments payments, Providers providers, AskProvider exact, CheckSchedule schedule) {
        this.payments = payments;
        this.providers = providers;
        this.exact = exact;
        this.schedule = schedule;
    }

    /**
     * @param amountMinor null for all that is left
     * @param operation the same one gives back once, however often it is run
     * @return the payment with the refund, which is open where its outcome is
     */
    Payment refund(PaymentId id, @Nullable Long amountMinor, @Nullable String reason, String operation, Cause cause) {
        var refund = Refund.idOf(operation);
        var asked = payments.change(id, payment -> {
            payment.beginRefund(refund, amountMinor, reason, cause, schedule);
            exact.requireExact(payment, amountMinor);
        });
        return asked.progress().refund(refund).filter(Refund::isOpen).isPresent() ? ask(asked, refund, cause) : asked;
    }

    private Payment ask(Payment asked, String refund, Cause cause) {
        var provider = asked.terms().provider();
        var said = providers.require(provider).refund(asked.refundCommand(refund));
        var answer = asked.hasBegun(refund) ? said : said.whereSentBefore();
        var settled = payments.change(asked, payment -> payment.refundAnswered(refund, answer, cause));
        if (answer instanceof NotSent) {
            throw new ProviderUnavailable(provider);
        }
        return settled;
    }
}
