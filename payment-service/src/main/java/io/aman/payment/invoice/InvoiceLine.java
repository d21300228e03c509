package io.aman.payment.invoice;

import java.util.Objects;

/**
 * One line of an invoice. All its arithmetic is exact, on integers.
 *
 * <p>Tax is the one amount that is rounded in this system, because law rounds it: half-up to the minor unit, line by
 * line. The sum over the lines is therefore exact again, and a reader can check every line by itself. A net amount is
 * never rounded: a quantity that makes a fraction of a minor unit is refused.
 *
 * @param quantityThousandths 1500 is one and a half
 * @param unitAmountMinor without tax, in minor units
 * @param taxRateBasisPoints 500 is 5 %
 */
record InvoiceLine(String description, long quantityThousandths, long unitAmountMinor, int taxRateBasisPoints) {

    static final long MAX_QUANTITY = 100_000_000L;
    static final long MAX_UNIT_AMOUNT = 1_000_000_000L;
    static final int MAX_RATE = 10_000;
    private static final long THOUSAND = 1_000;
    private static final long BASIS = 10_000;

    /** @throws IllegalArgumentException when a number is out of its bounds or the net amount is no whole minor unit */
    InvoiceLine {
        Objects.requireNonNull(description, "description");
        requireWithin("quantityThousandths", quantityThousandths, 1, MAX_QUANTITY);
        requireWithin("unitAmountMinor", unitAmountMinor, 0, MAX_UNIT_AMOUNT);
        requireWithin("taxRateBasisPoints", taxRateBasisPoints, 0, MAX_RATE);
        requireExact(quantityThousandths, unitAmountMinor);
    }

    Totals totals() {
        return totalsOf(quantityThousandths);
    }

    /**
     * What a part of the line comes to. Parts that are credited one after the other are differences of these, so that
     * they add up to the line to the last minor unit, whatever the rounding of each.
     *
     * @throws IllegalArgumentException when the part's net amount is no whole minor unit
     */
    Totals totalsOf(long thousandths) {
        requireExact(thousandths, unitAmountMinor);
        var net = thousandths * unitAmountMinor / THOUSAND; // at most 10^17 before the division
        return Totals.of(net, tax(net));
    }

    /** Half-up; {@code net} is at most 10^14, so that the product fits. */
    private long tax(long net) {
        return (net * taxRateBasisPoints + BASIS / 2) / BASIS;
    }

    private static void requireExact(long thousandths, long unit) {
        if (thousandths * unit % THOUSAND != 0) {
            throw new IllegalArgumentException(
                    "%d thousandths of %d minor units are no whole minor unit".formatted(thousandths, unit));
        }
    }

    private static void requireWithin(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s must be from %d to %d".formatted(name, min, max));
        }
    }
}
