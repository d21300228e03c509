package io.aman.session.session;

import io.aman.events.ClientFacts;

/** Tells what a client is and where it is. */
public interface Clients {

    /** What is said where nothing is known. */
    ClientFacts NOTHING = new ClientFacts("UNKNOWN", null, null, null, null);

    ClientFacts of(Origin origin);
}
