package io.aman.gateway.revocation;

import io.aman.events.RevocationEvent;
import io.aman.events.RevocationEvent.Heartbeat;
import io.aman.events.RevocationEvent.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that are over, as far as this gateway has read. One thread writes, every request reads, without a lock.
 *
 * <p>An entry is needed until the last token of its session has expired; then it is dropped, so that the map holds a few
 * minutes' revocations and no more.
 */
public final class Revocations {

    private final Map<String, Instant> forgetAfter = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration maxStaleness;
    private volatile boolean caughtUp;
    private volatile Instant heardAt = Instant.MIN;

    Revocations(Clock clock, Duration maxStaleness) {
        this.clock = clock;
        this.maxStaleness = maxStaleness;
    }

    /** Whether the topic has been read once to where it ended when this gateway started. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    public boolean isRevoked(String sessionId) {
        return forgetAfter.containsKey(sessionId);
    }

    /** Whether a session that ended may have gone unnoticed for longer than the bound. */
    public boolean isStale() {
        return heardAt.isBefore(clock.instant().minus(maxStaleness));
    }

    /** The time since the last heartbeat in seconds; infinite where there was none. */
    double stalenessSeconds() {
        return heardAt.equals(Instant.MIN)
                ? Double.POSITIVE_INFINITY
                : Duration.between(heardAt, clock.instant()).toMillis() / 1000.0;
    }

    int entries() {
        return forgetAfter.size();
    }

    void apply(RevocationEvent event) {
        switch (event) {
            case Session session -> end(session);
            case Heartbeat heartbeat -> hear(heartbeat.at());
        }
    }

    /** The later time counts where a session is told of twice. */
    private void end(Session session) {
        if (session.forgetAfter().isAfter(clock.instant())) {
            forgetAfter.merge(
                    session.sessionId(), session.forgetAfter(), (known, told) -> told.isAfter(known) ? told : known);
        }
    }

    /** A clock that runs ahead must not vouch for the future. */
    private void hear(Instant at) {
        var now = clock.instant();
        var told = at.isAfter(now) ? now : at;
        if (told.isAfter(heardAt)) {
            heardAt = told;
        }
    }

    void caughtUp() {
        caughtUp = true;
    }

    void forgetExpired() {
        var now = clock.instant();
        forgetAfter.values().removeIf(now::isAfter);
    }
}
