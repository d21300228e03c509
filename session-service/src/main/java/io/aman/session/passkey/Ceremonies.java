package io.aman.session.passkey;

import io.aman.session.passkey.Ceremony.Kind;
import io.aman.session.session.ExpiredRecords;
import java.util.Optional;

/** What authenticators were asked for and have not answered yet. */
interface Ceremonies extends ExpiredRecords {

    void begin(Ceremony ceremony);

    /** Takes it away, whatever comes of it: of several answers to one challenge, one is looked at. Empty when it is over. */
    Optional<Ceremony> take(String challenge, Kind kind);
}
