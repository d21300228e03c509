package io.aman.session.login;

import io.aman.events.LoginEvent;

/** Sign-ins that failed, kept until and beyond the event that tells of them. */
interface FailedLogins {

    /** Stores the failure and its event in one write. */
    void add(LoginEvent.Failed failure);
}
