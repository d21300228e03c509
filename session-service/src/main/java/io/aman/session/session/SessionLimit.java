package io.aman.session.session;

import io.aman.events.Actor;
import io.aman.platform.write.ConditionalWrites;
import io.aman.session.session.Arrivals.Arrival;
import io.aman.session.session.SessionError.TooManySessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a person's sessions to the number that the policy allows, however many sign-ins come at once.
 *
 * <p>Each sign-in announces its session beside the person before it stores it, on condition that nobody else has
 * announced one since it counted. Whoever counts later sees it as announced or as stored.
 */
final class SessionLimit {

    /** An announced session that was not stored for so long never will be: its sign-in broke off. */
    private static final Duration ARRIVING = Duration.ofMinutes(1);

    private static final int MAX_TRIES = 100;
    private static final Duration MAX_PAUSE = Duration.ofMillis(10);

    private final SessionPolicy policy;
    private final Arrivals arrivals;
    private final Sessions sessions;
    private final SessionLists lists;
    private final Clock clock;

    SessionLimit(SessionPolicy policy, Arrivals arrivals, Sessions sessions, SessionLists lists, Clock clock) {
        this.policy = policy;
        this.arrivals = arrivals;
        this.sessions = sessions;
        this.lists = lists;
        this.clock = clock;
    }

    /**
     * Makes room for a session that is stored afterwards.
     *
     * @throws TooManySessions when there is none
     */
    void admit(Session arriving) {
        if (policy.maxSessions() > 0) {
            var _ = ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> announce(arriving))
                    .orElseThrow(this::tooMany);
        }
    }

    /** Empty when it is to be tried again. */
    private Optional<Session> announce(Session arriving) {
        var now = clock.instant();
        var read = arrivals.of(arriving.userId());
        var underWay = underWay(read.arrivals(), now); // before the stored ones: none is missed by both
        var live = lists.live(arriving.userId(), now).stream()
                .filter(session -> session.isLive(read.person(), policy, now) && !session.isImpersonation())
                .toList();
        if (live.size() + underWay.size() < policy.maxSessions()) {
            var announced = Stream.concat(underWay.stream(), Stream.of(new Arrival(arriving.id(), now)))
                    .toList();
            return arrivals.replace(read, announced) ? Optional.of(arriving) : Optional.empty();
        }
        return switch (policy.whenFull()) {
            case REFUSE -> throw tooMany();
            case END_OLDEST -> {
                if (!live.isEmpty()) {
                    sessions.end(live.getLast().id(), EndReason.REPLACED, Actor.system("session-limit"));
                }
                yield Optional.empty();
            }
        };
    }

    private List<Arrival> underWay(List<Arrival> announced, Instant now) {
        return announced.stream()
                .filter(arrival -> arrival.at().plus(ARRIVING).isAfter(now))
                .filter(arrival -> sessions.find(arrival.sessionId()).isEmpty())
                .toList();
    }

    private TooManySessions tooMany() {
        return new TooManySessions(policy.maxSessions());
    }
}
