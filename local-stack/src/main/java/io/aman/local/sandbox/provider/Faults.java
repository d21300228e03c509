package io.aman.local.sandbox.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are still to happen, oldest first. Kept in memory: a restart ends them all. */
public final class Faults {

    /** @param times how often it is still to happen */
    public record Planned(Fault fault, int times) {}

    private final List<Planned> planned = new ArrayList<>();

    /** @param times at least 1 */
    public synchronized void add(Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        planned.add(new Planned(fault, times));
    }

    public synchronized void clear() {
        planned.clear();
    }

    public synchronized List<Planned> list() {
        return List.copyOf(planned);
    }

    /** What is to go wrong with this request; counts it as happened. */
    public Optional<Fault> onRequest(String provider, String method, String path) {
        return take(fault -> fault.hitsRequest(provider, method, path));
    }

    /** What is to go wrong with this webhook; counts it as happened. */
    Optional<Fault> onWebhook(String provider, String type, String causedBy) {
        return take(fault -> fault.hitsWebhook(provider, type, causedBy));
    }

    /** The same for a provider that tells its users by itself. */
    public Optional<Fault> onCallback(String provider, String type, String causedBy) {
        return onWebhook(provider, type, causedBy);
    }

    private synchronized Optional<Fault> take(Predicate<Fault> hit) {
        for (int i = 0; i < planned.size(); i++) {
            var next = planned.get(i);
            if (hit.test(next.fault())) {
                if (next.times() == 1) {
                    planned.remove(i);
                } else {
                    planned.set(i, new Planned(next.fault(), next.times() - 1));
                }
                return Optional.of(next.fault());
            }
        }
        return Optional.empty();
    }
}
