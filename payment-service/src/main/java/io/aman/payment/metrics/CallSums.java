package io.aman.payment.metrics;

import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one operation to one provider in a window.
 *
 * @param count those that were let out to the provider
 * @param heldBack those that were not, by the breaker or the bulkhead
 * @param millis how long those that were let out took; absent when there were none
 */
record CallSums(
        String provider,
        Operation operation,
        long count,
        long answered,
        long refused,
        long notSent,
        long unknown,
        long heldBack,
        @Nullable Percentiles millis) {

    /** Each at most a 32nd above the exact one, never below it. */
    record Percentiles(double p50, double p95, double p99) {

        static Percentiles of(Latencies latencies) {
            return new Percentiles(millis(latencies, 50), millis(latencies, 95), millis(latencies, 99));
        }

        private static double millis(Latencies latencies, int percent) {
            return latencies.percentileMicros(percent) / 1_000.0;
        }
    }

    static CallSums of(CallSeries series, Calls calls) {
        var count = calls.latencies().total();
        return new CallSums(
                series.provider(),
                series.operation(),
                count,
                calls.count(Outcome.ANSWERED),
                calls.count(Outcome.REFUSED),
                calls.count(Outcome.NOT_SENT),
                calls.count(Outcome.UNKNOWN),
                calls.count(Outcome.HELD_BACK),
                count == 0 ? null : Percentiles.of(calls.latencies()));
    }
}
