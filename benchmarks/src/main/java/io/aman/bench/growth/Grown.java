package io.aman.bench.growth;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a call has changed with what there is.
 *
 * @param few the median in milliseconds with little
 * @param many with much
 */
record Grown(String call, double few, double many) {

    /** What is promised of lists, statistics and searches. */
    static final double LIMIT = 2.0;

    static List<Grown> of(Map<String, Double> few, Map<String, Double> many) {
        return few.entrySet().stream()
                .map(call -> new Grown(call.getKey(), call.getValue(), Objects.requireNonNull(many.get(call.getKey()))))
                .toList();
    }

    double ratio() {
        return many / few;
    }

    String line() {
        return String.format(Locale.ROOT, "%s %.1f -> %.1f ms (%.2fx)", call, few, many, ratio());
    }

    static double worst(List<Grown> calls) {
        return calls.stream()
                .max(Comparator.comparingDouble(Grown::ratio))
                .orElseThrow()
                .ratio();
    }

    static String ratios(List<Grown> calls) {
        return calls.stream()
                .map(one -> String.format(Locale.ROOT, "%s %.2fx", one.call(), one.ratio()))
                .collect(Collectors.joining(", "));
    }
}
