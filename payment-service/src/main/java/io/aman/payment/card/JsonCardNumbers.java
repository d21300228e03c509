package io.aman.payment.card;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds card numbers in JSON: in every string, number and field name, however deep and whether or not anybody reads it.
 *
 * <p>Only an amount is let through, a number in a field named {@code …Minor}: no provider takes one so large.
 */
final class JsonCardNumbers {

    private static final String AMOUNT = "Minor";
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z]{1,40}");

    private JsonCardNumbers() {}

    /**
     * @param json read to its end, or to where it is none
     * @return where the first one stands, in words that quote no more than a plain field name; empty where there is none
     */
    static Optional<String> find(JsonParser json) {
        try {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (isIn(token, json)) {
                    return Optional.of(place(json.currentName()));
                }
            }
        } catch (JacksonException _) {
            // who reads it next refuses it
        }
        return Optional.empty();
    }

    private static boolean isIn(JsonToken token, JsonParser json) {
        return switch (token) {
            case VALUE_STRING, PROPERTY_NAME -> CardNumbers.isIn(json.getString());
            case VALUE_NUMBER_INT -> !isAmount(json.currentName()) && CardNumbers.isIn(json.getString());
            case VALUE_NUMBER_FLOAT -> CardNumbers.isIn(json.getString()) || isWholeNumber(json.getString());
            default -> false;
        };
    }

    private static boolean isAmount(@Nullable String name) {
        return name != null && name.endsWith(AMOUNT);
    }

    /** As {@code 4.242e15} is. */
    private static boolean isWholeNumber(String number) {
        var value = new BigDecimal(number);
        var digits = (long) value.precision() - value.scale(); // before the point
        return digits > 0
                && digits <= CardNumbers.LONGEST
                && CardNumbers.isIn(value.toBigInteger().toString());
    }

    private static String place(@Nullable String name) {
        return name != null && PLAIN_NAME.matcher(name).matches() ? "The field " + name : "A field";
    }
}
