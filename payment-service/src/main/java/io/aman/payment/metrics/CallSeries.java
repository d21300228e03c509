package io.aman.payment.metrics;

import io.aman.payment.provider.ProviderCall.Operation;
import java.util.Comparator;

/** Which calls are counted together. */
record CallSeries(String provider, Operation operation) implements Comparable<CallSeries> {

    private static final Comparator<CallSeries> ORDER =
            Comparator.comparing(CallSeries::provider).thenComparing(CallSeries::operation);

    private static final String SEPARATOR = "|";

    /** As it names a field of a stored document. */
    String key() {
        return provider + SEPARATOR + operation.name();
    }

    /** @throws IllegalArgumentException for an operation that this version does not know */
    static CallSeries ofKey(String key) {
        var separator = key.lastIndexOf(SEPARATOR);
        return new CallSeries(key.substring(0, separator), Operation.valueOf(key.substring(separator + 1)));
    }

    @Override
    public int compareTo(CallSeries other) {
        return ORDER.compare(this, other);
    }
}
