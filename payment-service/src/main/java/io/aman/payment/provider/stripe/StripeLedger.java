package io.aman.payment.provider.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import io.aman.payment.provider.LedgerReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stripe's balance transactions as our lines. */
final class StripeLedger implements LedgerReader {

    /** What moves the money of card payments; both are named by their source. */
    static final List<String> TYPES = List.of("charge", "refund", "refund_failure");

    private static final long PAGE = 100;

    private final StripeBooks books;

    StripeLedger(StripeBooks books) {
        this.books = books;
    }

    @Override
    public String provider() {
        return StripeProvider.NAME;
    }

    /** Stripe has a list of its own. */
    @Override
    public LedgerAnswer read(Instant from, Instant to, List<Line> booked) {
        return books.ledger(from, to);
    }

    /** Without the source an id of a charge would be all, which we never stored. */
    static BalanceTransactionListParams asked(String type, Instant from, Instant to, @Nullable String after) {
        return BalanceTransactionListParams.builder()
                .setType(type)
                .setCreated(BalanceTransactionListParams.Created.builder()
                        .setGte(from.getEpochSecond())
                        .setLt(to.getEpochSecond())
                        .build())
                .addExpand("data.source")
                .setLimit(PAGE)
                .setStartingAfter(after)
                .build();
    }

    /** What is of no payment of ours stands under the id of its source. */
    static Line line(BalanceTransaction movement) {
        return switch (movement.getSourceObject()) {
            case Charge charge ->
                line(
                        movement,
                        Kind.CAPTURE,
                        charge.getPaymentIntent(),
                        null,
                        charge.getAmountCaptured(),
                        charge.getCurrency());
            case Refund refund ->
                line(
                        movement,
                        movement.getType().equals("refund") ? Kind.REFUND : Kind.REFUND_FAILED,
                        refund.getPaymentIntent(),
                        refund.getId(),
                        refund.getAmount(),
                        refund.getCurrency());
            case null, default ->
                throw new IllegalStateException(movement.getId() + " comes from neither charge nor refund");
        };
    }

    /** The balance is in the account's currency: only where the payer paid in the same one it says what he paid. */
    private static Line line(
            BalanceTransaction movement,
            Kind kind,
            @Nullable String intent,
            @Nullable String refund,
            long paid,
            String currency) {
        var amount = currency.equals(movement.getCurrency()) ? Math.abs(movement.getAmount()) : paid;
        return new Line(
                kind,
                intent == null ? movement.getSource() : intent,
                refund,
                StripeAmounts.toMoney(amount, currency),
                Instant.ofEpochSecond(movement.getCreated()));
    }
}
