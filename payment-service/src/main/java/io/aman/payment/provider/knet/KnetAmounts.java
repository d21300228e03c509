package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.TooLarge;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;

/** KNET moves Kuwaiti dinars and nothing else, written with exactly three decimals in at most ten characters. */
final class KnetAmounts {

    static final String CURRENCY = "KWD";

    /** {@code 999999.999} */
    private static final long MAX_FILS = 999_999_999;

    private KnetAmounts() {}

    static AmountCheck check(Money amount) {
        if (!amount.currency().equals(CURRENCY)) {
            return new UnsupportedCurrency();
        }
        return amount.amountMinor() > MAX_FILS ? new TooLarge(MAX_FILS) : new Exact();
    }

    /** {@code 20.550} */
    static String format(Money amount) {
        return amount.toDecimal().toPlainString();
    }
}
