package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.CardNumberRefused;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps card numbers out: whoever stores, logs or forwards one is in scope of PCI DSS.
 *
 * @see <a href="https://www.iso.org/standard/70484.html">ISO/IEC 7812-1, annex B: the Luhn formula</a>
 */
public final class CardNumbers {

    /** 13 to 19 digits, however they are grouped, and not part of a longer run of digits. */
    private static final Pattern CANDIDATE = Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");

    private CardNumbers() {}

    /** @throws CardNumberRefused naming the field, never its value */
    static void refuseIn(String field, @Nullable String value) {
        if (isIn(value)) {
            throw new CardNumberRefused(field);
        }
    }

    /** Whether a text holds what looks like one. */
    public static boolean isIn(@Nullable String text) {
        return text != null && CANDIDATE.matcher(text).results().anyMatch(found -> passesLuhn(found.group()));
    }

    private static boolean passesLuhn(String digits) {
        var sum = 0;
        var doubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            var digit = Character.digit(digits.charAt(i), 10);
            if (digit < 0) {
                continue;
            }
            var weighted = doubled ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }
}
