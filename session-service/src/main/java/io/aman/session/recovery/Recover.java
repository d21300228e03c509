package io.aman.session.recovery;

import io.aman.events.AccessEvent.RecoveryCancelled;
import io.aman.events.AccountEvent;
import io.aman.events.Actor;
import io.aman.events.RecoveryEvent.RecoveryCompleted;
import io.aman.events.RecoveryEvent.RecoveryRequested;
import io.aman.platform.Ids;
import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.recovery.Recovery.State;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Lets somebody in again who has lost their second factors and their backup codes. An administrator who has made sure who
 * it is opens it and never sees the link; the owner is told at once and at the end, and can stop it meanwhile. The
 * password is still asked for afterwards: nobody is signed in by it.
 */
public final class Recover {

    private static final String PATH = "/recover";

    private final Recoveries recoveries;
    private final RemoveFactors factors;
    private final NoticeSeal seal;
    private final PublicUrl base;
    private final RecoveryProperties properties;
    private final Clock clock;

    Recover(
            Recoveries recoveries,
            RemoveFactors factors,
            NoticeSeal seal,
            PublicUrl base,
            RecoveryProperties properties,
            Clock clock) {
        this.recoveries = recoveries;
        this.factors = factors;
        this.seal = seal;
        this.base = base;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Sends the owner a link that counts after the waiting time; an earlier one is void.
     *
     * @return from when on
     */
    public Instant request(String userId, Actor by) {
        var now = now();
        var token = Secret.of(Ids.random("rcv_"));
        var availableAt = now.plus(properties.waiting());
        var link = Map.of(AccountEvent.LINK, base.link(PATH, token));
        var told = new RecoveryRequested(
                userId, availableAt, now, by, seal.of(RecoveryRequested.class, userId, now, link));
        recoveries.open(userId, token, availableAt, availableAt.plus(properties.lifetime()), told);
        return availableAt;
    }

    /**
     * Removes the factors of who holds the link, once.
     *
     * @throws RecoveryError.Waiting when it does not count yet
     * @throws RecoveryError.Invalid when it is good for nothing
     */
    void complete(Secret token, String address) {
        var now = now();
        var recovery =
                recoveries.byToken(token).filter(found -> found.isOpen(now)).orElseThrow(RecoveryError.Invalid::new);
        if (!recovery.isAvailable(now)) {
            throw new RecoveryError.Waiting(recovery.availableAt());
        }
        // From here on the owner stops it no more, and whoever else holds the link is too late or goes on from here.
        if (!recoveries.move(recovery, State.COMPLETING)) {
            throw new RecoveryError.Invalid();
        }
        var claimed = recoveries.byToken(token).orElseThrow(RecoveryError.Invalid::new);
        var userId = recovery.userId();
        var by = Actor.user(userId, address);
        factors.remove(userId, by, "recovered");
        var told = new RecoveryCompleted(userId, now, by, seal.of(RecoveryCompleted.class, userId, now));
        if (!recoveries.close(claimed, State.COMPLETED, told, now)) {
            throw new RecoveryError.Invalid();
        }
    }

    /** @throws RecoveryError.None when none waits */
    public void cancel(String userId, Actor by) {
        if (!cancelled(userId, by, now())) {
            throw new RecoveryError.None();
        }
    }

    /** Stops what was asked for until then, where something was. */
    void disowned(String userId, Instant until, Actor by) {
        cancelled(userId, by, until);
    }

    private boolean cancelled(String userId, Actor by, Instant requestedUntil) {
        var now = now();
        return recoveries
                .of(userId)
                .filter(recovery -> recovery.state() == State.WAITING && recovery.isOpen(now))
                .filter(recovery -> !recovery.requestedAt().isAfter(requestedUntil))
                .filter(recovery -> recoveries.close(recovery, State.CANCELLED, new RecoveryCancelled(userId, by), now))
                .isPresent();
    }

    /** As precise as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
