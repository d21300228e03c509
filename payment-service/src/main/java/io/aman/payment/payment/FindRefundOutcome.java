package io.aman.payment.payment;

import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.Providers;
import io.aman.payment.provider.RefundAnswer;
import io.aman.payment.provider.RefundAnswer.Stands;
import io.aman.payment.provider.RefundList;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Finds out from the provider how the refunds of a payment stand. A refund is its provider's alone to move, and its
 * states only go forward: what was read needs no guard against writers in between.
 */
@Component
final class FindRefundOutcome {

    private final Payments payments;
    private final Providers providers;
    private final CheckSchedule schedule;
    private final Clock clock;

    FindRefundOutcome(Payments payments, Providers providers, CheckSchedule schedule, Clock clock) {
        this.payments = payments;
        this.providers = providers;
        this.schedule = schedule;
        this.clock = clock;
    }

    /**
     * Looks at all refunds that the provider lists, whoever made them; where it has no list, at those we know.
     *
     * @param learn applies what was found out
     * @return whether all of them now stand as the provider says; false to try again later
     */
    boolean afterRefundNotice(Payment payment, Cause cause, Consumer<Consumer<Payment>> learn) {
        return switch (provider(payment).readRefunds(payment.progress().requireRef())) {
            case RefundList.Listed listed -> {
                learn.accept(now -> now.refundsListed(listed.refunds(), cause, schedule));
                yield true;
            }
            case RefundList.NotOffered _ -> afterNotice(payment, cause, learn);
            case Unknown _, NotSent _ -> false;
        };
    }

    /**
     * Looks at every refund that the provider knows by its own id: a notice does not say reliably which it is about. What
     * has failed stays so, and may have failed before the provider heard of it.
     *
     * @param learn applies what was found out
     * @return whether all of them now stand as the provider says; false to try again later
     */
    boolean afterNotice(Payment payment, Cause cause, Consumer<Consumer<Payment>> learn) {
        var all = true;
        for (var refund : payment.progress().refunds()) {
            if (refund.providerRef() != null && refund.state() != RefundState.FAILED) {
                var answer = provider(payment).readRefund(refund.providerRef());
                learn.accept(now -> now.refundNoticed(refund.id(), answer, cause));
                all = all && answer instanceof Stands;
            }
        }
        return all;
    }

    /** Looks at the refunds that are due, and asks again for those that the provider may never have heard of. */
    void ofDue(PaymentId id, Cause cause) {
        var payment = payments.require(id);
        var now = clock.instant();
        for (var refund : payment.progress().refunds()) {
            if (refund.isOpen() && refund.isDue(now)) {
                var answer = whatBecame(payment, refund);
                payments.change(id, stored -> stored.refundLooked(refund.id(), answer, cause, schedule));
            }
        }
    }

    private RefundAnswer whatBecame(Payment payment, Refund refund) {
        var provider = provider(payment);
        if (refund.providerRef() != null) {
            return provider.readRefund(refund.providerRef());
        }
        var mayAskAgain = clock.instant().isBefore(refund.createdAt().plus(provider.refundKeyLifetime()));
        return mayAskAgain
                ? provider.refund(payment.refundCommand(refund.id())).whereSentBefore()
                : listed(provider, payment, refund);
    }

    /** Where asking again could give back twice, the provider's list may still know the refund by our id. */
    private static RefundAnswer listed(PaymentProvider provider, Payment payment, Refund refund) {
        var rows = provider.readRefunds(payment.progress().requireRef()) instanceof RefundList.Listed listed
                ? listed.refunds()
                : List.<RefundList.Row>of();
        return rows.stream()
                .filter(row -> refund.id().equals(row.key()))
                .<RefundAnswer>map(RefundList.Row::stands)
                .findFirst()
                .orElseGet(() -> new Unknown("its key is too old, or it has none"));
    }

    private PaymentProvider provider(Payment payment) {
        return providers.require(payment.terms().provider());
    }
}
