package io.aman.local.sandbox.knet;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** KNET's amounts: dinars with exactly three decimals, in ten characters. */
final class Fils {
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,6}\\.\\d{3}");

    private Fils() {}

    /** @throws KnetError for anything else, and for nothing */
    static long parse(String amount) {
        if (!AMOUNT.matcher(amount).matches()) {
            throw KnetError.amount();
        }
        var fils = new BigDecimal(amount).movePointRight(3).longValueExact();
        if (fils == 0) {
            throw KnetError.amount();
        }
        return fils;
    }

    static String format(long fils) {
        return BigDecimal.valueOf(fils, 3).toPlainString();
    }
}
