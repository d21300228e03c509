package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import java.time.Clock;
import java.time.Duration;

/** Revocations that a test outside this package can bring into a state. */
public final class RevocationsFixture {

    private final Clock clock;
    private final Revocations revocations;

    public RevocationsFixture(Clock clock) {
        this.clock = clock;
        this.revocations = new Revocations(clock, Duration.ofSeconds(30));
    }

    public Revocations revocations() {
        return revocations;
    }

    public void caughtUp() {
        revocations.caughtUp();
    }

    public void heartbeat() {
        revocations.apply(new RevocationEvent.Heartbeat(clock.instant()));
    }
}
