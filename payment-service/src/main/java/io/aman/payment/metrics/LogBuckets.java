package io.aman.payment.metrics;

/**
 * Buckets of durations whose width grows with the duration: exact below 32 µs, from there on 32 buckets between a power
 * of two and the next, up to 134 s, where longer ones are counted as well. A duration's bucket ends at most a 32nd (3.2
 * %) above it.
 *
 * <p>The same for everyone and for ever: sums of different hours and processes are added bucket by bucket.
 */
final class LogBuckets {

    /** Of the width of a bucket by the durations in it. */
    static final double ERROR = 1.0 / 32;

    static final long MAX_MICROS = (1L << 27) - 1;

    private static final int PRECISION_BITS = 5;
    private static final int PER_POWER = 1 << PRECISION_BITS;

    static final int COUNT = of(MAX_MICROS) + 1;

    private LogBuckets() {}

    static int of(long micros) {
        var value = Math.clamp(micros, 0L, MAX_MICROS);
        if (value < PER_POWER) {
            return (int) value;
        }
        var shift = 63 - Long.numberOfLeadingZeros(value) - PRECISION_BITS;
        return shift * PER_POWER + (int) (value >> shift);
    }

    /** The longest duration in a bucket, in microseconds. */
    static long upper(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        var shift = bucket / PER_POWER - 1;
        return ((bucket - (long) shift * PER_POWER + 1) << shift) - 1;
    }
}
