package io.aman.payment.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of comma-separated values (RFC 4180) that a spreadsheet does not run: a cell that could begin a formula gets an
 * apostrophe in front.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
 */
final class CsvLine {

    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private CsvLine() {}

    /** Ends with CRLF. */
    static String of(List<? extends @Nullable String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        var harmless = BEGINS_FORMULA.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return harmless.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\r' || sign == '\n')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
