package io.aman.payment.metrics;

import java.util.EnumMap;
import java.util.Map;

/** Sums by {@link Counter}; what is missing is zero. */
record Tally(Map<Counter, Long> sums) {

    static final Tally NOTHING = new Tally(Map.of());

    Tally {
        sums = Map.copyOf(sums);
    }

    static Tally once(Counter counter) {
        return new Tally(Map.of(counter, 1L));
    }

    long get(Counter counter) {
        return sums.getOrDefault(counter, 0L);
    }

    Tally with(Counter counter, long sum) {
        return plus(new Tally(Map.of(counter, sum)));
    }

    /** @throws ArithmeticException when a sum does not fit: a wrong figure is worse than none */
    Tally plus(Tally other) {
        var added = new EnumMap<Counter, Long>(Counter.class);
        added.putAll(sums);
        other.sums.forEach((counter, sum) -> added.merge(counter, sum, Math::addExact));
        return new Tally(added);
    }
}
