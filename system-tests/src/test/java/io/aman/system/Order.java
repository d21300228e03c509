package io.aman.system;

import java.util.List;

/**
 * What a customer buys.
 *
 * @param amountMinor divisible by fifty
 * @param captures how it is captured; one entry is all at once
 * @param refunds what is given back afterwards
 */
record Order(String reference, Provider provider, long amountMinor, List<Long> captures, List<Long> refunds) {

    private static final List<Provider> PROVIDERS = List.of(Provider.values());

    /** The order of that number; consecutive ones go through all providers, ways to capture and ways to refund. */
    static Order of(String reference, int number) {
        var provider = PROVIDERS.get(number % PROVIDERS.size());
        var amount = 12_500L + 50L * number;
        var fifth = amount / 5;
        var inParts = provider != Provider.KNET && number % 2 == 0;
        var captures = inParts ? List.of(2 * fifth, 3 * fifth) : List.of(amount);
        var refunds = switch (number / 2 % 4) {
            case 0 -> List.of(fifth);
            case 1 -> List.of(fifth, fifth);
            case 2 -> captures; // all of it; PayPal gives back from one capture at a time
            default -> List.<Long>of();
        };
        return new Order(reference, provider, amount, captures, refunds);
    }

    long refundedMinor() {
        return refunds.stream().mapToLong(Long::longValue).sum();
    }
}
