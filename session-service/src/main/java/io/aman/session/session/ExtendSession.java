package io.aman.session.session;

import io.aman.platform.security.Caller;
import io.aman.platform.security.StepUpRequired;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.session.SessionError.NotExtendable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Moves the end of the caller's own session, up to the longest that the policy allows. */
final class ExtendSession {

    private static final int MAX_TRIES = 20;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final Sessions sessions;
    private final OwnSession own;
    private final SessionPolicy policy;
    private final Clock clock;

    ExtendSession(Sessions sessions, OwnSession own, SessionPolicy policy, Clock clock) {
        this.sessions = sessions;
        this.own = own;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Has the session end in {@code hours}, but no sooner than it would and no later than the policy allows.
     *
     * @return the end as it is now
     * @throws NotExtendable when somebody acts as the person
     * @throws StepUpRequired when it would live longer than one without a fresh proof may
     */
    Instant extend(Caller caller, int hours) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> tryIt(caller, hours))
                .orElseThrow(() -> new IllegalStateException("too many extend " + caller.sessionId()));
    }

    private Optional<Instant> tryIt(Caller caller, int hours) {
        var session = own.of(caller);
        if (session.isImpersonation()) {
            throw new NotExtendable();
        }
        var now = clock.instant();
        var latest = session.createdAt().plus(policy.maxLifetime());
        var asked = now.plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.MILLIS); // as precise as it is stored
        var end = asked.isAfter(latest) ? latest : asked;
        if (!end.isAfter(session.expiresAt())) {
            return Optional.of(session.expiresAt());
        }
        if (end.isAfter(session.createdAt().plus(policy.lifetime()))) {
            // By the record: the token may have been made before the latest proof.
            caller.provedAt(session.proof().at(), session.proof().methods()).requireFreshSignIn(now);
        }
        return sessions.extend(session.id(), session.expiresAt(), end, caller.actor())
                ? Optional.of(end)
                : Optional.empty();
    }
}
