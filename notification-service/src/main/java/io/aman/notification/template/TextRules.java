package io.aman.notification.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What holds for the characters of a text, and for the direction of what is put into it (Unicode UAX #9, 3.1). */
final class TextRules {

    private static final Pattern CONTROL = Pattern.compile("[[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u202A-\u202E]&&[^\n]]");

    private TextRules() {}

    static List<Fault> faults(Language language, Part part, String text) {
        var faults = new ArrayList<Fault>();
        if (text.isBlank()) {
            faults.add(Fault.of(language, part, "missing", "It is empty."));
        }
        if (text.length() > part.maxLength()) {
            faults.add(
                    Fault.of(language, part, "too-long", "It has at most %d characters.".formatted(part.maxLength())));
        }
        if (part.isOneLine() && text.strip().contains("\n")) {
            faults.add(Fault.of(language, part, "not-one-line", "It is one line."));
        }
        if (CONTROL.matcher(text).find()) {
            faults.add(Fault.of(language, part, "control-character", "It holds a character that nobody sees."));
        }
        if (!text.lines().allMatch(TextRules::isBalanced)) {
            faults.add(Fault.of(
                    language, part, "isolate-open", "On each line as many isolates are closed as are opened."));
        }
        return faults;
    }

    /** Whether whatever is put into plain text stands alone on its line or between marks of isolation. */
    static List<Fault> isolation(Language language, Part part, String written, Map<String, String> marks) {
        var faults = new ArrayList<Fault>();
        marks.forEach((name, mark) -> {
            if (!written.lines().allMatch(line -> isIsolated(line, mark))) {
                faults.add(Fault.of(
                        language, part, "not-isolated", "{{%s}} stands between U+2068 and U+2069.".formatted(name)));
            }
        });
        return faults;
    }

    private static boolean isIsolated(String line, String mark) {
        if (line.strip().equals(mark)) {
            return true;
        }
        for (var at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, at + 1)) {
            var end = at + mark.length();
            if (at == 0 || !opens(line.charAt(at - 1)) || end == line.length() || line.charAt(end) != '\u2069') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBalanced(String line) {
        var open = 0;
        for (var i = 0; i < line.length() && open >= 0; i++) {
            open += opens(line.charAt(i)) ? 1 : line.charAt(i) == '\u2069' ? -1 : 0;
        }
        return open == 0;
    }

    private static boolean opens(char c) {
        return c >= '\u2066' && c <= '\u2068';
    }
}
