package io.aman.security.detector;

import io.aman.events.Money;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Many payments of one person, or much money, within a short time; with the one that they are about to make. Sums of
 * different currencies are never added.
 */
final class PaymentVelocity implements PaymentDetector {

    private static final Threshold PAYMENTS = Threshold.count("payments", 30, Spending.MOST_MOVES);
    private static final Threshold WINDOW = Threshold.seconds("windowSeconds", Duration.ofHours(1), Duration.ofDays(1));
    private static final long MOST_MINOR = 1_000_000_000_000L;

    /** In minor units. */
    private static final List<Threshold> SUMS = List.of(
            sum("USD", 500_000),
            sum("EUR", 500_000),
            sum("GBP", 500_000),
            sum("KWD", 1_500_000),
            sum("BHD", 1_900_000),
            sum("OMR", 1_900_000),
            sum("SAR", 1_900_000),
            sum("AED", 1_900_000),
            sum("QAR", 1_900_000));

    /** In minor units of any other currency. */
    private static final Threshold SUM_ELSEWHERE = sum("Elsewhere", 10_000_000);

    @Override
    public Kind kind() {
        return Kind.PAYMENT_VELOCITY;
    }

    @Override
    public List<Threshold> thresholds() {
        return Stream.of(List.of(PAYMENTS, WINDOW), SUMS, List.of(SUM_ELSEWHERE))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<Finding> notice(PaymentSight sight, Settings settings) {
        var window = settings.duration(WINDOW);
        var amounts = amounts(sight, window);
        var minutes = window.toMinutes();
        if (amounts.size() >= settings.get(PAYMENTS)) {
            return Finding.of("%d payments in %d min".formatted(amounts.size(), minutes));
        }
        return sums(amounts).entrySet().stream()
                .filter(sum -> sum.getValue() >= settings.get(most(sum.getKey())))
                .findFirst()
                .flatMap(sum ->
                        Finding.of("%d minor units of %s in %d min".formatted(sum.getValue(), sum.getKey(), minutes)));
    }

    /** What each payment has come to; of a declined one nothing. */
    private static Map<String, Money> amounts(PaymentSight sight, Duration window) {
        var amounts = new HashMap<String, Money>();
        for (var move : sight.spending().moves(sight.at(), window)) {
            var amount = move.outcome().isGood()
                    ? move.amount()
                    : new Money(0, move.amount().currency());
            amounts.merge(move.paymentId(), amount, PaymentVelocity::larger);
        }
        var purchase = sight.purchase();
        if (purchase != null) {
            amounts.merge(purchase.paymentId(), purchase.amount(), PaymentVelocity::larger);
        }
        return amounts;
    }

    private static Money larger(Money one, Money other) {
        return one.amountMinor() >= other.amountMinor() ? one : other;
    }

    private static Map<String, Long> sums(Map<String, Money> amounts) {
        var sums = new HashMap<String, Long>();
        amounts.values().forEach(amount -> sums.merge(amount.currency(), amount.amountMinor(), PaymentVelocity::sum));
        return sums;
    }

    /** Beyond what a long holds it is much money all the same. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static Threshold most(String currency) {
        return SUMS.stream()
                .filter(threshold -> threshold.name().equals(name(currency)))
                .findFirst()
                .orElse(SUM_ELSEWHERE);
    }

    private static Threshold sum(String currency, long usual) {
        return Threshold.count(name(currency), usual, MOST_MINOR);
    }

    private static String name(String currency) {
        return "sumMinor" + currency;
    }
}
