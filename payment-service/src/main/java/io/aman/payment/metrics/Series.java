package io.aman.payment.metrics;

import java.util.Comparator;

/**
 * What is counted apart; none of them ever holds an id or a token, so there are few.
 *
 * @param method the kind of payment method, such as {@code card}
 * @param currency ISO 4217
 */
record Series(String provider, String method, String currency) implements Comparable<Series> {

    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::provider).thenComparing(Series::method).thenComparing(Series::currency);

    private static final String SEPARATOR = "|";

    /** As it names a field of a stored document. */
    String key() {
        return String.join(SEPARATOR, provider, method, currency);
    }

    static Series ofKey(String key) {
        var parts = key.split("\\|", -1);
        return new Series(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
