package io.aman.security.reputation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A set of addresses as sorted ranges that don't touch: looking one up is a binary search in four arrays. */
final class AddressRanges {

    static final AddressRanges NONE = of(List.of());

    /**
     * What no public list can say anything about: this network, private, shared, loopback, link-local, multicast and
     * reserved space (RFC 6890). Ranges for documentation are left in, as nobody is reached there.
     */
    static final AddressRanges NOT_PUBLIC = of(Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "224.0.0.0/3",
                    "::/127",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8")
            .map(text -> Network.parse(text).orElseThrow())
            .toList());

    private final long[] fromHigh;
    private final long[] fromLow;
    private final long[] toHigh;
    private final long[] toLow;

    private AddressRanges(List<Network> sorted) {
        fromHigh = sorted.stream().mapToLong(Network::fromHigh).toArray();
        fromLow = sorted.stream().mapToLong(Network::fromLow).toArray();
        toHigh = sorted.stream().mapToLong(Network::toHigh).toArray();
        toLow = sorted.stream().mapToLong(Network::toLow).toArray();
    }

    static AddressRanges of(Collection<Network> networks) {
        var merged = new ArrayList<Network>();
        for (var next : networks.stream().sorted(Network::compareStart).toList()) {
            if (!merged.isEmpty() && merged.getLast().reaches(next)) {
                merged.addLast(merged.removeLast().with(next));
            } else {
                merged.add(next);
            }
        }
        return new AddressRanges(merged);
    }

    boolean contains(Network.Point point) {
        var at = lastStartingUpTo(point.high(), point.low());
        return at >= 0 && Network.compare(point.high(), point.low(), toHigh[at], toLow[at]) <= 0;
    }

    boolean containsAllOf(Network network) {
        var at = lastStartingUpTo(network.fromHigh(), network.fromLow());
        return at >= 0 && Network.compare(network.toHigh(), network.toLow(), toHigh[at], toLow[at]) <= 0;
    }

    private int lastStartingUpTo(long high, long low) {
        var below = 0;
        var above = fromHigh.length;
        while (below < above) {
            var middle = (below + above) >>> 1;
            if (Network.compare(fromHigh[middle], fromLow[middle], high, low) <= 0) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below - 1;
    }

    /** How many ranges there are. */
    int size() {
        return fromHigh.length;
    }
}
