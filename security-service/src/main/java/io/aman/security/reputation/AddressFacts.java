package io.aman.security.reputation;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import java.util.Set;

/**
 * What is known of an address.
 *
 * @param lists the published lists it is on
 * @param isAllowed an egress of ours: what is noticed about the address itself does not count
 */
public record AddressFacts(Place place, Anonymity anonymity, Set<String> lists, boolean isAllowed) {

    /** The list that Tor's exits are on. */
    public static final String TOR_EXITS = "tor-exit";

    public AddressFacts {
        lists = Set.copyOf(lists);
    }

    public boolean isTorExit() {
        return anonymity.isTorExit() || lists.contains(TOR_EXITS);
    }

    /** Whether the place of the address says nothing about the person. */
    public boolean hidesPlace() {
        return isAllowed || anonymity.hidesPlace() || isTorExit();
    }
}
