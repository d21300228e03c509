package io.aman.payment.card;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells what looks like a card number: 13 to 19 digits of any script that pass the Luhn check, written in one or grouped
 * by single spaces or dashes; groups of four and more are found among other digits, too.
 *
 * <p>One number in ten passes the check, so a long order number may be taken for one. Our own ids, UUIDs and IBANs never
 * are: they are known by their form.
 *
 * @see <a href="https://www.iso.org/standard/70484.html">ISO/IEC 7812-1, annex B: the Luhn formula</a>
 */
final class CardNumbers {

    private static final int SHORTEST = 13;
    static final int LONGEST = 19;

    /** Of a number beside other digits; smaller ones side by side are sizes, dates, times. */
    private static final int SMALLEST_GROUP = 4;

    /** An id of ours with or without its prefix, or a UUID. */
    private static final Pattern ID = Pattern.compile(
            "(?<![0-9A-Za-z])(?:[0-9a-f]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![0-9A-Za-z])");

    private static final Pattern IBAN = Pattern.compile(
            "(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![0-9A-Za-z])");

    private static final Pattern LETTER = Pattern.compile("[A-Z]");
    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);

    /** Neither a digit nor a separator. */
    private static final String BREAK = "|";

    private CardNumbers() {}

    /** Whether a text holds what looks like one. */
    static boolean isIn(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        var withoutIds = ID.matcher(text).replaceAll(BREAK);
        return holdsNumber(IBAN.matcher(withoutIds).replaceAll(found -> isIban(found.group()) ? BREAK : found.group()));
    }

    /** @see <a href="https://www.iso.org/standard/81090.html">ISO 13616-1: modulo 97 over the rotated IBAN is 1</a> */
    private static boolean isIban(String candidate) {
        var compact = candidate.replace(" ", "");
        var rotated = compact.substring(4) + compact.substring(0, 4);
        var digits = LETTER.matcher(rotated)
                .replaceAll(letter -> String.valueOf(letter.group().charAt(0) - 'A' + 10));
        return new BigInteger(digits).mod(IBAN_MODULUS).equals(BigInteger.ONE);
    }

    /** Reads run after run of digits that nothing but single separators divides. */
    private static boolean holdsNumber(String text) {
        var run = new Run();
        var separators = 0;
        for (var character : text.codePoints().toArray()) {
            var digit = Character.digit(character, 10);
            if (digit >= 0) {
                if (separators > 1 && run.holdsNumber()) {
                    return true;
                }
                run = separators > 1 ? new Run() : run;
                run.add(digit, separators == 1);
                separators = 0;
            } else if (isSeparator(character)) {
                separators++;
            } else if (Character.getType(character) != Character.FORMAT) { // invisible: a direction mark, a soft hyphen
                if (run.holdsNumber()) {
                    return true;
                }
                run = new Run();
                separators = 0;
            }
        }
        return run.holdsNumber();
    }

    private static boolean isSeparator(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION -> true;
            default -> character == '\t';
        };
    }

    /** Digits in groups. */
    private static final class Run {

        private final StringBuilder digits = new StringBuilder();
        private final List<Integer> groupStarts = new ArrayList<>();

        void add(int digit, boolean startsGroup) {
            if (startsGroup || digits.isEmpty()) {
                groupStarts.add(digits.length());
            }
            digits.append((char) ('0' + digit));
        }

        /** Whether it is a number, however it is grouped, or some of its larger groups, side by side, make one. */
        boolean holdsNumber() {
            if (isNumber(0, digits.length())) {
                return true;
            }
            for (int group = 0; group < groupStarts.size(); group++) {
                if (startsNumber(group)) {
                    return true;
                }
            }
            return false;
        }

        private boolean startsNumber(int first) {
            var start = groupStarts.get(first);
            for (int group = first; group < groupStarts.size(); group++) {
                var end = group + 1 < groupStarts.size() ? groupStarts.get(group + 1) : digits.length();
                if (end - groupStarts.get(group) < SMALLEST_GROUP || end - start > LONGEST) {
                    return false;
                }
                if (isNumber(start, end)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isNumber(int start, int end) {
            return end - start >= SHORTEST && end - start <= LONGEST && passesLuhn(start, end);
        }

        private boolean passesLuhn(int start, int end) {
            var sum = 0;
            for (int i = end - 1; i >= start; i--) {
                var digit = digits.charAt(i) - '0';
                var weighted = (end - 1 - i) % 2 == 1 ? 2 * digit : digit;
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
            return sum % 10 == 0;
        }
    }
}
