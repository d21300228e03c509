package io.aman.gateway.edge;

import java.util.regex.Pattern;

/**
 * Whether a path and query hold nothing that two parsers could read differently: the path that was matched is the path
 * that a service serves.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, section 3.3</a>
 */
final class PlainTarget {

    private static final Pattern NOT_PLAIN = Pattern.compile("//|\\\\|;|(?i:%2e|%2f|%3b|%5c|%00)|/\\.{1,2}(?:/|$)");

    /** What may stand in no path; most clients write escapes for them. */
    private static final String NOT_IN_PATHS = "\"<>[]^`{|}\\";

    private PlainTarget() {}

    static boolean isPlain(String target) {
        if (!target.startsWith("/")) {
            return false;
        }
        var mayBeOdd = false;
        var inPath = true;
        for (var i = 0; i < target.length(); i++) {
            var c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
            if (c == '%' && !isEscape(target, i)) {
                return false;
            }
            if (inPath) {
                if (c == '?') {
                    inPath = false;
                } else if (NOT_IN_PATHS.indexOf(c) >= 0) {
                    return false;
                } else {
                    mayBeOdd |= c == '%' || c == ';' || (c == '/' && isOddAfterSlash(target, i + 1));
                }
            }
        }
        return !mayBeOdd || !NOT_PLAIN.matcher(path(target)).find();
    }

    private static boolean isOddAfterSlash(String target, int next) {
        return target.startsWith("/", next) || target.startsWith(".", next);
    }

    private static boolean isEscape(String target, int at) {
        return at + 2 < target.length()
                && Character.digit(target.charAt(at + 1), 16) >= 0
                && Character.digit(target.charAt(at + 2), 16) >= 0;
    }

    private static String path(String target) {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
