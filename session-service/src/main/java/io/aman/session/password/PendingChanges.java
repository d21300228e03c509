package io.aman.session.password;

import io.aman.session.password.SetPassword.How;
import java.time.Instant;
import java.util.List;

/** Changes of passwords of which it is not known yet that everything they ask for is done. */
interface PendingChanges {

    /** @param over the mark of the password that is to be replaced */
    record Pending(String id, String userId, String over, How how) {}

    Pending add(String userId, String over, How how, Instant now);

    /** A second time changes nothing. */
    void remove(Pending change);

    List<Pending> begunBefore(Instant time, int limit);
}
