package io.aman.payment.invoice;

/**
 * What lines add up to, in minor units.
 *
 * @param net without tax
 * @param total with tax
 */
record Totals(long net, long tax, long total) {

    static final Totals NOTHING = new Totals(0, 0, 0);

    /** @throws ArithmeticException when it does not fit */
    static Totals of(long net, long tax) {
        return new Totals(net, tax, Math.addExact(net, tax));
    }

    /** @throws ArithmeticException when it does not fit */
    Totals plus(Totals other) {
        return of(Math.addExact(net, other.net), Math.addExact(tax, other.tax));
    }

    Totals minus(Totals other) {
        return of(Math.subtractExact(net, other.net), Math.subtractExact(tax, other.tax));
    }
}
