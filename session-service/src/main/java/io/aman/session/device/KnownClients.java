package io.aman.session.device;

import io.aman.events.ClientFacts;
import io.aman.platform.geo.Places;
import io.aman.session.session.Clients;
import io.aman.session.session.Origin;

/** What a client says it is, and where its address is. */
final class KnownClients implements Clients {

    private final UserAgents userAgents;
    private final Places places;

    KnownClients(UserAgents userAgents, Places places) {
        this.userAgents = userAgents;
        this.places = places;
    }

    @Override
    public ClientFacts of(Origin origin) {
        var seen = userAgents.read(origin.userAgent());
        var place = places.of(origin.address());
        return new ClientFacts(seen.type().name(), seen.browser(), seen.os(), place.country(), place.city());
    }
}
