package io.aman.session.login;

import io.aman.events.LoginEvent;
import io.aman.session.session.ExpiredRecords;
import io.aman.session.session.RefusedSignIns;
import java.time.Instant;

/** Sign-ins that failed, kept until and beyond the event that tells of them. */
interface FailedLogins extends ExpiredRecords {

    /** Stores the failure and its event in one write. */
    void add(LoginEvent.Failed failure);

    /** How many there were at the account since then, of those on record; at most {@link RefusedSignIns#MOST}. */
    long count(String accountKey, Instant since);
}
