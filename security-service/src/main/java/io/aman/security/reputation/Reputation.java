package io.aman.security.reputation;

import io.aman.platform.geo.Anonymities;
import io.aman.platform.geo.Operators;
import io.aman.platform.geo.Places;

/** Everything that is known of an address, looked up in memory. */
public final class Reputation {

    private final Places places;
    private final Anonymities anonymities;
    private final Operators operators;
    private final Feeds feeds;
    private final AddressRules rules;

    Reputation(Places places, Anonymities anonymities, Operators operators, Feeds feeds, AddressRules rules) {
        this.places = places;
        this.anonymities = anonymities;
        this.operators = operators;
        this.feeds = feeds;
        this.rules = rules;
    }

    /** @throws IllegalArgumentException when it is no literal address */
    public AddressFacts of(String address) {
        var point = Network.Point.of(address);
        return new AddressFacts(
                places.of(address),
                anonymities.of(address),
                operators.of(address),
                feeds.listsOf(point),
                rules.isAllowed(point));
    }
}
