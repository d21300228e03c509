package io.aman.local.watch;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One line of a chart.
 *
 * @param points in the order of time; what is no number is left out
 */
record Series(String name, List<Point> points) {

    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*([a-zA-Z_]\\w*)\\s*}}");

    /** @param at in seconds of the epoch */
    record Point(double at, double value) {}

    /** Those of Prometheus's answer to a range query. */
    static List<Series> of(JsonNode answer, String legend) {
        return answer.path("data")
                .path("result")
                .valueStream()
                .map(series -> new Series(
                        name(series.path("metric"), legend),
                        series.path("values")
                                .valueStream()
                                .map(pair -> new Point(
                                        pair.path(0).asDouble(),
                                        number(pair.path(1).asString())))
                                .filter(point -> Double.isFinite(point.value))
                                .toList()))
                .toList();
    }

    double last() {
        return points.isEmpty() ? Double.NaN : points.getLast().value;
    }

    /** Prometheus says NaN and +Inf as words. */
    private static double number(String word) {
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private static String name(JsonNode labels, String legend) {
        return legend.isEmpty()
                ? labels.propertyStream()
                        .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                        .collect(Collectors.joining(", "))
                : LABEL.matcher(legend).replaceAll(label -> value(labels, label));
    }

    private static String value(JsonNode labels, MatchResult label) {
        return Matcher.quoteReplacement(labels.path(label.group(1)).asString(""));
    }
}
