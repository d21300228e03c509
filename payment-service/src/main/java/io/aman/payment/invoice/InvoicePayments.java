package io.aman.payment.invoice;

import io.aman.events.Money;
import io.aman.payment.payment.Cause;
import io.aman.payment.payment.PaymentDesk;
import io.aman.payment.payment.PaymentState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What invoices need of payments. */
interface InvoicePayments {

    /**
     * A payment as an invoice sees it.
     *
     * @param captured what was taken
     * @param whole whether it was captured and nothing was given back
     * @param waiting whether its payer may still confirm it
     * @param untouched whether nothing is held, taken or under way
     */
    record Standing(String id, String payer, Money captured, boolean whole, boolean waiting, boolean untouched) {}

    Optional<Standing> find(String paymentId);

    /** Starts a payment; the same operation starts one, however often it is run. */
    Standing create(
            String payer, Money amount, @Nullable String provider, String reference, String operation, Cause cause);

    static InvoicePayments over(PaymentDesk desk) {
        return new InvoicePayments() {
            @Override
            public Optional<Standing> find(String paymentId) {
                return desk.find(paymentId).map(InvoicePayments::standing);
            }

            @Override
            public Standing create(
                    String payer,
                    Money amount,
                    @Nullable String provider,
                    String reference,
                    String operation,
                    Cause cause) {
                return standing(desk.create(payer, amount, provider, reference, operation, cause));
            }
        };
    }

    private static Standing standing(PaymentDesk.Standing payment) {
        return new Standing(
                payment.id(),
                payment.payer(),
                payment.captured(),
                payment.state() == PaymentState.CAPTURED,
                payment.untouched()
                        && (payment.state() == PaymentState.CREATED || payment.state() == PaymentState.FAILED),
                payment.untouched());
    }
}
