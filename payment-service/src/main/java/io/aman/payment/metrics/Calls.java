package io.aman.payment.metrics;

import io.aman.payment.provider.ProviderCall.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * Calls of one kind.
 *
 * @param outcomes how many ended in which way
 * @param latencies of those that were let out to the provider
 */
record Calls(Map<Outcome, Long> outcomes, Latencies latencies) {

    Calls {
        outcomes = Map.copyOf(outcomes);
    }

    long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    Calls plus(Calls other) {
        var added = new EnumMap<Outcome, Long>(Outcome.class);
        added.putAll(outcomes);
        other.outcomes.forEach((outcome, count) -> added.merge(outcome, count, Math::addExact));
        return new Calls(added, latencies.plus(other.latencies));
    }
}
