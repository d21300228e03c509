package io.aman.payment.metrics;

import io.aman.payment.provider.ProviderCall.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How payments and calls went in a window. Rates and numbers are added over currencies, amounts never.
 *
 * @param from the beginning of the first hour that is counted, up to an hour before the window's
 * @param unknownOutcomes commands after which nobody knew whether they took effect; reading again is none
 */
record PaymentMetrics(
        String window,
        Instant from,
        Instant to,
        long unknownOutcomes,
        List<Success> byProvider,
        List<Success> byMethod,
        List<Success> byCurrency,
        List<PaymentSums> payments,
        List<CallSums> calls) {

    /**
     * How often paying succeeded.
     *
     * @param paid payments of which money was taken for the first time
     * @param declined refusals by providers, of authorizations and captures; a payer may try again
     * @param successRate paid by paid and declined together, from 0 to 1; absent when there was neither
     */
    record Success(
            String of, long paid, long declined, @Nullable Double successRate) {

        static Success of(String of, Tally tally) {
            var paid = tally.get(Counter.PAID);
            var declined = tally.get(Counter.DECLINED);
            return new Success(of, paid, declined, rate(paid, declined));
        }

        static @Nullable Double rate(long paid, long declined) {
            return paid + declined == 0 ? null : (double) paid / (paid + declined);
        }
    }

    static PaymentMetrics of(
            Window window, List<Instant> hours, Instant to, Map<Series, Tally> payments, Map<CallSeries, Calls> calls) {
        return new PaymentMetrics(
                window.text(),
                hours.getFirst(),
                to,
                calls.entrySet().stream()
                        .filter(entry -> entry.getKey().operation().isCommand())
                        .mapToLong(entry -> entry.getValue().count(Outcome.UNKNOWN))
                        .sum(),
                successes(payments, Series::provider),
                successes(payments, Series::method),
                successes(payments, Series::currency),
                payments.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> PaymentSums.of(entry.getKey(), entry.getValue()))
                        .toList(),
                calls.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> CallSums.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static List<Success> successes(Map<Series, Tally> payments, Function<Series, String> dimension) {
        return payments.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> dimension.apply(entry.getKey()),
                        Collectors.reducing(Tally.NOTHING, Map.Entry::getValue, Tally::plus)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Success.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
