package io.aman.local.sandbox.paypal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Parameters of a query. */
final class Query {
    /** As PayPal's guides write it: with and without a colon in the offset. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][.SSS][XXX][XX]");

    private Query() {}

    static int positive(Map<String, String> query, String name, int usual) {
        var text = query.get(name);
        try {
            int value = text == null ? usual : Integer.parseInt(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException _) {
            // the same answer as for a number that is too small
        }
        throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, name, "query");
    }

    static Instant time(Map<String, String> query, String name) {
        var text = query.get(name);
        if (text == null) {
            throw PayPalError.invalid(Issue.MISSING_REQUIRED_PARAMETER, name, "query");
        }
        try {
            return TIME.parse(text, OffsetDateTime::from).toInstant();
        } catch (DateTimeParseException _) {
            throw PayPalError.invalid(Issue.INVALID_PARAMETER_SYNTAX, name, "query");
        }
    }
}
