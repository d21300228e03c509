package io.aman.local.watch;

import java.util.Locale;

/** How a number is written that has one of Grafana's units; in three digits, as a chart has room for. */
final class Unit {

    private static final double KILO = 1_000;
    private static final double MILLI = 0.001;

    private Unit() {}

    static String text(double value, String unit) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return switch (unit) {
            case "percentunit" -> digits(value * 100) + " %";
            case "reqps", "ops", "cps" -> scaled(value) + "/s";
            case "s" -> Math.abs(value) < 1 && value != 0 ? digits(value / MILLI) + " ms" : digits(value) + " s";
            case "d" -> digits(value) + " days";
            default -> scaled(value);
        };
    }

    private static String scaled(double value) {
        if (Math.abs(value) >= KILO * KILO) {
            return digits(value / KILO / KILO) + " M";
        }
        return Math.abs(value) >= KILO ? digits(value / KILO) + " k" : digits(value);
    }

    private static String digits(double value) {
        var size = Math.abs(value);
        var form = size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
