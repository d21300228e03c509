package io.aman.security.detector;

import io.aman.security.reputation.AddressFacts;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A success from an address that a published list warns of. */
final class ListedAddress implements Detector {

    @Override
    public Kind kind() {
        return Kind.LISTED_ADDRESS;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        var lists = new TreeSet<>(sight.facts().lists());
        lists.remove(AddressFacts.TOR_EXITS);
        return sight.signIn().succeeded() && !lists.isEmpty() && !sight.facts().isAllowed()
                ? Finding.of(String.join(", ", lists))
                : Optional.empty();
    }
}
