package io.aman.local.ops;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which metrics an expression of PromQL reads. */
final class Expressions {

    /** Labels, ranges, strings and groupings name no metrics. */
    private static final Pattern NO_METRIC = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)(?!\\s*\\()(?![\\w:])");

    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "offset",
            "bool",
            "inf",
            "nan",
            "group_left",
            "group_right",
            "by",
            "without",
            "on",
            "ignoring",
            "Inf",
            "NaN");

    private Expressions() {}

    static Set<String> metrics(String expression) {
        var left = NO_METRIC.matcher(expression).replaceAll(" ");
        var found = new TreeSet<String>();
        NAME.matcher(left)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !WORDS.contains(name))
                .forEach(found::add);
        return found;
    }
}
