package io.aman.session.login;

import io.aman.events.LoginEvent;
import io.aman.platform.observability.ReasonCounter;
import java.time.Instant;

/** Has operators see why sign-ins are refused; the reason is in the event, and never in an answer. */
record CountedFailedLogins(FailedLogins failures, ReasonCounter refusals) implements FailedLogins {

    @Override
    public void add(LoginEvent.Failed failure) {
        failures.add(failure);
        refusals.count(failure.reason());
    }

    @Override
    public long count(String accountKey, Instant since) {
        return failures.count(accountKey, since);
    }

    @Override
    public long removeOver(Instant now) {
        return failures.removeOver(now);
    }
}
