package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.ProviderUnavailable;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundSources;
import io.aman.payment.provider.RefundSources.Unread;
import io.aman.payment.provider.RefundSources.Whole;
import java.util.function.Consumer;
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
     * @param rule throws where the refund must not begin; not asked of one that has begun
     * @return the payment with the refund, which is open where its outcome is
     */
    Payment refund(
            PaymentId id,
            @Nullable Long amountMinor,
            @Nullable String reason,
            KeyedOperation operation,
            Cause cause,
            Consumer<Payment> rule) {
        var sources = sources(id, operation, amountMinor, cause, rule);
        var asked = payments.change(id, payment -> {
            operation.take(payment);
            var refund = Refund.idOf(operation.id());
            if (payment.progress().refund(refund).isEmpty()) {
                rule.accept(payment);
            }
            payment.beginRefund(refund, amountMinor, sources, reason, cause, schedule);
            exact.requireExact(payment, amountMinor);
        });
        var refund = Refund.idOf(operation.id());
        var neverSent = asked.hasBegun(refund);
        var latest = asked;
        var parts = asked.progress().partsOf(refund);
        for (var part : parts) {
            var isOpen =
                    latest.progress().refund(part.id()).filter(Refund::isOpen).isPresent();
            Consumer<Payment> then = part.equals(parts.getLast()) ? operation::keep : _ -> {};
            latest = isOpen ? ask(latest, part, neverSent, then, cause) : latest;
        }
        return latest;
    }

    /** Reads only, and only where the rules let the refund begin. */
    private RefundSources sources(
            PaymentId id, KeyedOperation operation, @Nullable Long amountMinor, Cause cause, Consumer<Payment> rule) {
        var payment = payments.require(id);
        operation.take(payment); // for who may not be carried on, before anything is read
        var refund = Refund.idOf(operation.id());
        if (payment.progress().refund(refund).isPresent()) {
            return new Whole();
        }
        payment.beginRefund(refund, amountMinor, new Whole(), null, cause, schedule); // stored by nobody
        rule.accept(payments.require(id)); // not the one that the line above changed
        var provider = payment.terms().provider();
        var sources =
                providers.require(provider).refundSources(payment.progress().requireRef());
        if (sources instanceof Unread) {
            throw new ProviderUnavailable(provider);
        }
        return sources;
    }

    /**
     * @param neverSent whether nobody can have sent any part of it before
     * @param then what the write of the answer does besides
     */
    private Payment ask(Payment asked, Refund part, boolean neverSent, Consumer<Payment> then, Cause cause) {
        var provider = asked.terms().provider();
        var said = providers.require(provider).refund(asked.refundCommand(part.id()));
        var answer = neverSent ? said : said.whereSentBefore();
        if (answer instanceof NotSent notSent && part.partOf() != null) {
            return answered(asked, part, later(notSent), then, cause);
        }
        if (answer instanceof NotSent) {
            var _ = answered(asked, part, answer, _ -> {}, cause);
            throw new ProviderUnavailable(provider);
        }
        return answered(asked, part, answer, then, cause);
    }

    private Payment answered(Payment asked, Refund part, RefundAnswer answer, Consumer<Payment> then, Cause cause) {
        return payments.change(asked, payment -> {
            payment.refundAnswered(part.id(), answer, cause);
            then.accept(payment);
        });
    }

    /** Parts before it may have been given back: nothing can be taken back any more, so reconciliation sends it. */
    private static RefundAnswer later(NotSent notSent) {
        return new Unknown(notSent.reason());
    }
}
