package io.aman.local.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines over time, as SVG; what others have named is escaped. */
final class Chart {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 170;
    private static final int LEFT = 52;
    private static final int BOTTOM = 18;
    private static final int TOP = 8;

    /** Those of Okabe and Ito, which people tell apart who do not see all colours. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8a7a00", "#555555");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final List<Series> series;
    private final String unit;
    private final double from;
    private final double to;
    private final double top;

    /** @param from left end, as {@code to} is the right one */
    Chart(List<Series> series, String unit, Instant from, Instant to) {
        this.series = series;
        this.unit = unit;
        this.from = from.getEpochSecond();
        this.to = to.getEpochSecond();
        var highest = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Series.Point::value)
                .max()
                .orElse(0);
        this.top = highest > 0 ? highest : 1;
    }

    /** The chart and below it what its lines are called, with the last value of each. */
    String html() {
        if (series.stream().allMatch(one -> one.points().isEmpty())) {
            return "<p class=\"none\">no data</p>";
        }
        var svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(WIDTH, HEIGHT));
        for (var share : List.of(0.0, 0.5, 1.0)) {
            grid(svg, share);
        }
        svg.append(text(LEFT, HEIGHT - 4, "start", TIME.format(Instant.ofEpochSecond((long) from))));
        svg.append(text(WIDTH, HEIGHT - 4, "end", TIME.format(Instant.ofEpochSecond((long) to))));
        for (var i = 0; i < series.size(); i++) {
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                    .formatted(colour(i), points(series.get(i))));
        }
        return svg.append("</svg>").append(legend()).toString();
    }

    private void grid(StringBuilder svg, double share) {
        var y = y(top * share);
        svg.append(String.format(
                Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, WIDTH, y, y));
        svg.append(text(LEFT - 4, y + 4, "end", Unit.text(top * share, unit)));
    }

    private String points(Series one) {
        return one.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.at()), y(point.value())))
                .collect(Collectors.joining(" "));
    }

    private double x(double at) {
        return LEFT + (WIDTH - LEFT) * (at - from) / (to - from);
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.max(0, value) / top);
    }

    private static String text(double x, double y, String anchor, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Html.escaped(words));
    }

    private String legend() {
        var names = new StringBuilder("<ul>");
        for (var i = 0; i < series.size(); i++) {
            var one = series.get(i);
            names.append("<li><i style=\"background:%s\"></i>%s <b>%s</b></li>"
                    .formatted(colour(i), Html.escaped(one.name()), Html.escaped(Unit.text(one.last(), unit))));
        }
        return names.append("</ul>").toString();
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }
}
