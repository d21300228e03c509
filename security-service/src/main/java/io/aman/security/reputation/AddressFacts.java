package io.aman.security.reputation;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address.
 *
 * @param operator the number of the autonomous system that it belongs to, where that is known
 * @param lists the published lists it is on
 * @param isAllowed an egress of ours: what is noticed about the address itself does not count
 */
public record AddressFacts(
        Place place, Anonymity anonymity, @Nullable Long operator, Set<String> lists, boolean isAllowed) {

    /** The list that Tor's exits are on. */
    public static final String TOR_EXITS = "tor-exit";

    public AddressFacts {
        lists = Set.copyOf(lists);
    }

    /** Of an address whose operator is not known. */
    public AddressFacts(Place place, Anonymity anonymity, Set<String> lists, boolean isAllowed) {
        this(place, anonymity, null, lists, isAllowed);
    }

    public boolean isTorExit() {
        return anonymity.isTorExit() || lists.contains(TOR_EXITS);
    }

    /** Whether the place of the address says nothing about the person. */
    public boolean hidesPlace() {
        return isAllowed || anonymity.hidesPlace() || isTorExit();
    }
}
