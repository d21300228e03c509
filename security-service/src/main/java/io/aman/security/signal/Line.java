package io.aman.security.signal;

import java.time.Instant;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An element of a stored list as one text, its fields between tabs. These lists are read and written with each sign-in, and
 * a document costs the database by its fields: as texts they cost a third. A later release may append fields; whoever does
 * not know them reads none.
 */
final class Line {

    private static final char TAB = '\t';

    private final String[] fields;

    private Line(String[] fields) {
        this.fields = fields;
    }

    /** @param fields what is null, or false, becomes nothing; a time becomes its milliseconds, in whose order lines sort */
    static String of(@Nullable Object... fields) {
        var line = new StringJoiner(String.valueOf(TAB));
        for (var field : fields) {
            line.add(
                    switch (field) {
                        case null -> "";
                        case Boolean truth -> truth ? "1" : "";
                        case Instant at -> Long.toString(at.toEpochMilli());
                        default -> field.toString().replace(TAB, ' ');
                    });
        }
        return line.toString();
    }

    static Line read(String line) {
        return new Line(line.split("\t", -1));
    }

    boolean has(int index) {
        return index < fields.length && !fields[index].isEmpty();
    }

    @Nullable
    String textOrNull(int index) {
        return has(index) ? fields[index] : null;
    }

    /** Empty where there is none. */
    String text(int index) {
        return Objects.requireNonNullElse(textOrNull(index), "");
    }

    Instant at(int index) {
        return Instant.ofEpochMilli(Long.parseLong(text(index)));
    }

    double number(int index) {
        return Double.parseDouble(text(index));
    }
}
