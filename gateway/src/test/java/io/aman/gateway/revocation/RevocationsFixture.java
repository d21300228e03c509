package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessToken.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

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

    /** What becomes of a token of that session. */
    static boolean isRevoked(Revocations revocations, String sessionId) {
        return revocations.judge(token("usr_1", sessionId, 0, 0, 0)) == Revocations.Verdict.REVOKED;
    }

    static AccessToken token(String userId, String sessionId, long generation, long permissions, long roles) {
        return new AccessToken(
                userId, sessionId, Set.of(), Instant.MAX, new Standing(generation, permissions, roles), null, null);
    }
}
