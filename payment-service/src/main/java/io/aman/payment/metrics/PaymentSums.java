package io.aman.payment.metrics;

import io.aman.payment.metrics.PaymentMetrics.Success;
import org.jspecify.annotations.Nullable;

/**
 * What payments of one provider, method and currency did in a window, by when it happened: what was refunded may have
 * been captured before it. Amounts are in minor units of the currency.
 *
 * @param method the provider's kind of payment method
 * @param successRate as {@link Success#successRate()}
 */
record PaymentSums(
        String provider,
        String method,
        String currency,
        long created,
        long actionRequired,
        long authorized,
        long paid,
        long declined,
        long canceled,
        long expired,
        @Nullable Double successRate,
        Captures captures,
        Refunds refunds,
        Disputes disputes) {

    /**
     * @param voided payments whose capture the provider took back on its own
     * @param voidedMinor what had been taken of them, maybe before the window; {@code amountMinor} still holds it
     */
    record Captures(long count, long amountMinor, long voided, long voidedMinor) {}

    /**
     * @param requested those asked for in the window
     * @param count those done in the window; one that a bank returns afterwards is in {@code failed}, too
     */
    record Refunds(long requested, long count, long amountMinor, long failed) {}

    /**
     * Disputes by when they were opened and decided; amounts are those of the whole payments.
     *
     * @param opened those opened in the window
     */
    record Disputes(long opened, long openedMinor, long won, long lost, long lostMinor) {}

    static PaymentSums of(Series series, Tally tally) {
        var paid = tally.get(Counter.PAID);
        var declined = tally.get(Counter.DECLINED);
        return new PaymentSums(
                series.provider(),
                series.method(),
                series.currency(),
                tally.get(Counter.CREATED),
                tally.get(Counter.ACTION_REQUIRED),
                tally.get(Counter.AUTHORIZED),
                paid,
                declined,
                tally.get(Counter.CANCELED),
                tally.get(Counter.EXPIRED),
                Success.rate(paid, declined),
                new Captures(
                        tally.get(Counter.CAPTURES),
                        tally.get(Counter.CAPTURED_MINOR),
                        tally.get(Counter.VOIDED),
                        tally.get(Counter.VOIDED_MINOR)),
                new Refunds(
                        tally.get(Counter.REFUNDS_REQUESTED),
                        tally.get(Counter.REFUNDS),
                        tally.get(Counter.REFUNDED_MINOR),
                        tally.get(Counter.REFUNDS_FAILED)),
                new Disputes(
                        tally.get(Counter.DISPUTES),
                        tally.get(Counter.DISPUTED_MINOR),
                        tally.get(Counter.DISPUTES_WON),
                        tally.get(Counter.DISPUTES_LOST),
                        tally.get(Counter.DISPUTES_LOST_MINOR)));
    }
}
