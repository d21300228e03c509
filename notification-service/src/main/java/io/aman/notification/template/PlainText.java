package io.aman.notification.template;

import java.util.regex.Pattern;

/** Makes what somebody else wrote fit for one line of a message. */
final class PlainText {

    private static final int MAX_CODE_POINTS = 120;

    /** They would turn around what we write next to them, or close our own isolation (Unicode UAX #9, 3.1). */
    private static final Pattern DIRECTION = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private static final Pattern ISOLATES = Pattern.compile("[\u2066-\u2069]");

    private PlainText() {}

    static String withoutIsolates(String text) {
        return ISOLATES.matcher(text).replaceAll("");
    }

    /** One line of at most 120 code points, without controls of any kind. */
    static String line(String written) {
        var line = CONTROL.matcher(DIRECTION.matcher(written).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return line.codePointCount(0, line.length()) <= MAX_CODE_POINTS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CODE_POINTS - 1)) + "…";
    }
}
