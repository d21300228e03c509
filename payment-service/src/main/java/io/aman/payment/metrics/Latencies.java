package io.aman.payment.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * How long calls took, as counts by {@link LogBuckets bucket}.
 *
 * @param counts only buckets that are not empty
 */
record Latencies(Map<Integer, Long> counts) {

    static final Latencies NONE = new Latencies(Map.of());

    Latencies {
        counts = Map.copyOf(counts);
    }

    Latencies plus(Latencies other) {
        var added = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> added.merge(bucket, count, Math::addExact));
        return new Latencies(added);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A duration that this share of the calls did not exceed, in microseconds: the end of the bucket that holds the
     * nearest rank, so never less than the exact one and at most {@link LogBuckets#ERROR} more.
     *
     * @param percent above 0, up to 100
     * @throws IllegalStateException when there was no call
     */
    long percentileMicros(int percent) {
        var rank = Math.ceilDiv(Math.multiplyExact(total(), (long) percent), 100L);
        var below = 0L;
        for (var bucket : new TreeMap<>(counts).entrySet()) {
            below += bucket.getValue();
            if (below >= rank) {
                return LogBuckets.upper(bucket.getKey());
            }
        }
        throw new IllegalStateException("no call, no percentile");
    }
}
